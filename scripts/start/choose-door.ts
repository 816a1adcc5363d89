export interface Facts {
  readonly hasDisplay: boolean;
  /** Chromium's sandbox does not work for root, and Tina does not run without it. */
  readonly isRootOnLinux: boolean;
  /** `refused`: it was not there and could not be downloaded. */
  readonly runtime: 'there' | 'missing' | 'refused';
}

export type Choice =
  | { readonly type: 'desktop' }
  /** Ask again with what came of it. */
  | { readonly type: 'download' }
  | { readonly type: 'web'; readonly reason: string };

/** Which door `npm start` opens. A download is tried last, when nothing else speaks against a window. */
export function chooseDoor(facts: Facts): Choice {
  if (!facts.hasDisplay) return web('There is no display here');
  if (facts.isRootOnLinux) return web('Electron does not run as root');
  switch (facts.runtime) {
    case 'there':
      return { type: 'desktop' };
    case 'missing':
      return { type: 'download' };
    case 'refused':
      return web('The Electron runtime could not be downloaded');
  }
}

function web(why: string): Choice {
  return { type: 'web', reason: inBrowserInstead(why) };
}

export function inBrowserInstead(why: string): string {
  return `${why}: Tina opens in your browser instead.`;
}
