import { posix, win32 } from 'node:path';
import { variableOf } from './child-environment.ts';
import { findCommand } from './find-command.ts';
import type { Look } from './find-command.ts';
import { checkInterpreter } from './interpreter.ts';
import type { StartFailure } from './start-failure.ts';
import { batchCommandLine } from './windows-command-line.ts';

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** The whole environment of the child; its PATH is the one that is searched. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What `spawn` of node:child_process is called with. */
export interface SpawnPlan {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: {
    readonly cwd: string;
    readonly env: Record<string, string>;
    readonly stdio: ['pipe', 'pipe', 'pipe'];
    readonly shell: false;
    /** On POSIX a session and process group of its own, so that the whole tree can be ended. */
    readonly detached: boolean;
    readonly windowsHide: boolean;
    readonly windowsVerbatimArguments: boolean;
  };
}

export type SpawnDecision = SpawnPlan | { readonly failure: StartFailure };

/**
 * What to run for a command, decided before anything runs, so that a failure can say what was looked
 * for and where. Windows runs a batch file through `cmd.exe` in quotes of ours: node refuses to run
 * one itself (CVE-2024-27980), and its `shell: true` quotes nothing.
 */
export async function planSpawn(
  request: Command,
  platform: NodeJS.Platform,
  look: Look,
): Promise<SpawnDecision> {
  const { command, args, cwd, environment } = request;
  const windows = platform === 'win32';
  if (command.trim() === '') return invalid('command-empty');
  const texts = [command, cwd, ...args, ...Object.entries(environment).flat()];
  if (texts.some((text) => text.includes('\0'))) return invalid('null-character');
  if (!(windows ? win32 : posix).isAbsolute(cwd)) return invalid('folder-not-absolute');
  if ((await look(cwd)).kind !== 'folder')
    return { failure: { cause: 'folder-missing', folder: cwd } };

  const found = await findCommand(request, platform, look);
  if ('failure' in found) return found;
  const options = {
    cwd,
    env: { ...environment },
    stdio: ['pipe', 'pipe', 'pipe'] as ['pipe', 'pipe', 'pipe'],
    shell: false,
    detached: !windows,
    windowsHide: windows,
    windowsVerbatimArguments: false,
  } as const;

  if (!windows) {
    const failure = await checkInterpreter(found, request, platform, look);
    return failure === undefined ? { file: found.path, args, options } : { failure };
  }
  if (!/\.(?:cmd|bat)$/i.test(found.path)) return { file: found.path, args, options };
  const line = batchCommandLine(found.path, args);
  if ('refused' in line) return invalid(line.refused);
  return {
    file: systemProgram(environment, 'cmd.exe'),
    args: line.args,
    options: { ...options, windowsVerbatimArguments: true },
  };
}

/** Ends a process and all that descend from it; Windows has no groups to signal. */
export function windowsTreeKill(
  pid: number,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly file: string; readonly args: readonly string[] } {
  return {
    file: systemProgram(environment, 'taskkill.exe'),
    args: ['/T', '/F', '/PID', String(pid)],
  };
}

/** By its place, so that no program of that name in another folder is run. */
export function systemProgram(
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
): string {
  const root = variableOf(environment, 'SystemRoot', 'win32') ?? 'C:\\Windows';
  return win32.join(root, 'System32', name);
}

function invalid(reason: string): { readonly failure: StartFailure } {
  return { failure: { cause: 'config-invalid', reason } };
}
