import { spawn } from 'node:child_process';

export interface BrowserSituation {
  readonly asked: boolean;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
}

/** Only for someone who sits in front of this machine's screen. */
export function shouldOpenBrowser({
  asked,
  platform,
  environment,
  isTerminal,
}: BrowserSituation): boolean {
  if (!asked || !isTerminal) return false;
  const has = (name: string) => (environment[name] ?? '') !== '';
  if (has('CI') || has('SSH_CONNECTION') || has('SSH_TTY')) return false;
  return platform === 'win32' || platform === 'darwin' || has('DISPLAY') || has('WAYLAND_DISPLAY');
}

/** The program and its arguments; never a shell, which would read characters of the link as its own. */
export function browserCommand(
  platform: NodeJS.Platform,
  link: string,
): readonly [string, readonly string[]] {
  if (platform === 'darwin') return ['open', [link]];
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', link]];
  return ['xdg-open', [link]];
}

/** Tries; the link is on the terminal anyway. */
export function openBrowser(
  platform: NodeJS.Platform,
  link: string,
  onFailure: (error: Error) => void,
): void {
  const [command, parameters] = browserCommand(platform, link);
  const child = spawn(command, parameters, { stdio: 'ignore', detached: true });
  child.once('error', onFailure);
  child.unref();
}
