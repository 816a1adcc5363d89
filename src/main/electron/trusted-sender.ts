import type { WebFrameMain } from 'electron';
import { isPageOf, origin } from './pages.ts';
import type { Role } from './pages.ts';

/** Whoever asks for the bridge has to be the page of a window of ours itself, not a frame in it. */
export function isTrustedSender(
  frame: Pick<WebFrameMain, 'parent' | 'origin' | 'url' | 'detached'> | null,
  role: Role | undefined,
): boolean {
  return (
    frame !== null &&
    role !== undefined &&
    frame.parent === null &&
    !frame.detached &&
    frame.origin === origin &&
    isPageOf(role, frame.url)
  );
}
