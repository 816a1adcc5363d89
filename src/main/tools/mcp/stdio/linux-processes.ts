import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tokenVariable } from './child-environment.ts';
import type { ProcessFacts } from './processes.ts';

/** `folder` is `/proc`. */
export async function linuxProcesses(folder: string): Promise<ProcessFacts[]> {
  const pids = (await readdir(folder)).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map((pid) => factsOf(join(folder, pid))));
  return found.filter((facts) => facts !== undefined);
}

async function factsOf(folder: string): Promise<ProcessFacts | undefined> {
  try {
    const stat = parseStat(await readFile(join(folder, 'stat'), 'utf8'));
    if (stat === undefined) return undefined;
    return { ...stat, token: await tokenIn(join(folder, 'environ')) };
  } catch {
    // It ended meanwhile.
    return undefined;
  }
}

/** Of `/proc/<pid>/stat`; undefined for one that has ended (`Z`, `X`). See proc_pid_stat(5). */
export function parseStat(text: string): Omit<ProcessFacts, 'token'> | undefined {
  // The name in parentheses may hold spaces and parentheses itself.
  const end = text.lastIndexOf(')');
  const fields = text.slice(end + 2).split(' ');
  const [state, , group] = fields;
  const startedAt = fields[19];
  const pid = Number.parseInt(text, 10);
  if (end === -1 || group === undefined || startedAt === undefined || Number.isNaN(pid))
    return undefined;
  return state === 'Z' || state === 'X' ? undefined : { pid, group: Number(group), startedAt };
}

/** What it was started with; null for processes of others, which ours cannot be. */
async function tokenIn(file: string): Promise<string | null> {
  try {
    const start = `${tokenVariable}=`;
    const entries = (await readFile(file, 'latin1')).split('\0');
    return entries.find((entry) => entry.startsWith(start))?.slice(start.length) ?? null;
  } catch {
    return null;
  }
}
