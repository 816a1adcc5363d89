/** The scheme of our pages. `standard` and `secure` give it an origin of its own, as https has. */
export const scheme = 'app';
export const origin = `${scheme}://tina`;

/** The only addresses a window of ours ever shows. */
export const pages = {
  main: `${origin}/desktop.html`,
  quick: `${origin}/quick-desktop.html`,
} as const;

/** What a window is for. */
export type Role = keyof typeof pages;

/** Exactly this page, wherever in it: without a query, another path or another origin. */
export function isPageOf(role: Role, url: string): boolean {
  return url.split('#', 1)[0] === pages[role];
}
