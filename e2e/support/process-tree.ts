import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** The process and all that came of it. Empty where the system does not show that. */
export function processTree(pid: number): number[] {
  if (process.platform !== 'linux') return [];
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => parentOf(candidate) === pid);
  return [pid, ...children.flatMap(processTree)];
}

/** What it was started with: nothing it deletes later is gone from here. */
export function initialEnvironment(pid: number): string {
  return readFileSync(`/proc/${pid}/environ`, 'utf8');
}

/** In bytes: what it takes now, and the most it ever took since `forgetPeak`. */
export function memoryOf(pid: number): { readonly now: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const field = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) * 1024;
  return { now: field('VmRSS'), peak: field('VmHWM') };
}

export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

function parentOf(pid: number): number | undefined {
  try {
    // The name in parentheses may hold anything, so the fields are counted from behind it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined; // gone meanwhile
  }
}
