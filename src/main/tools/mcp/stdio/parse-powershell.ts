import type { ProcessFacts } from './processes.ts';

/** Prints a line for each process: its pid and when it was created, in units of 100 ns. */
export const creationTicks =
  'Get-CimInstance Win32_Process | Where-Object CreationDate | ForEach-Object { "$($_.ProcessId) $($_.CreationDate.ToUniversalTime().Ticks)" }';

/** Windows shows nobody the environment of another process; a pid and such a time are one process. */
export function parseCreationTicks(text: string): ProcessFacts[] {
  return [...text.matchAll(/^(\d+) (\d+)\r?$/gm)].map(([, pid, startedAt = '']) => ({
    pid: Number(pid),
    group: null,
    startedAt,
    token: undefined,
  }));
}
