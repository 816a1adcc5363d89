import { origin } from './pages.ts';

/** What the page may ask of the browser it is shown in. Everything else is refused, also what is new. */
const allowed: ReadonlySet<string> = new Set([
  'clipboard-sanitized-write',
  'fullscreen',
  'notifications',
]);

export interface PermissionQuestion {
  readonly permission: string;
  /** An origin or an address, as Electron has it. */
  readonly from: string | undefined;
  readonly isMainFrame: boolean;
}

export function isPermitted({ permission, from, isMainFrame }: PermissionQuestion): boolean {
  const isOurs = from === origin || from?.startsWith(`${origin}/`) === true;
  return isOurs && isMainFrame && allowed.has(permission);
}
