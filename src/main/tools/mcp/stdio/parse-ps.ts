import { tokenVariable } from './child-environment.ts';
import type { ProcessFacts } from './processes.ts';

/** Of `ps -axo pid=,pgid=,stat=,lstart=`, such as `  501   501 Ss   Sun Nov 22 05:54:20 2026`. */
export function parsePs(table: string, tokens: ReadonlyMap<number, string>): ProcessFacts[] {
  const line = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\S.*?)\s*$/gm;
  return [...table.matchAll(line)].flatMap(([, pid, group, state = '', startedAt = '']) =>
    state.startsWith('Z')
      ? []
      : [
          {
            pid: Number(pid),
            group: Number(group),
            startedAt: startedAt.replaceAll(/\s+/g, ' '),
            token: tokens.get(Number(pid)) ?? null,
          },
        ],
  );
}

/** Of `ps -axwwE -o pid=,command=`, which puts the environment behind the command. */
export function parsePsEnvironment(text: string): Map<number, string> {
  const line = new RegExp(String.raw`^\s*(\d+)\s.*?\s${tokenVariable}=(\S+)`, 'gm');
  return new Map([...text.matchAll(line)].map(([, pid, token = '']) => [Number(pid), token]));
}
