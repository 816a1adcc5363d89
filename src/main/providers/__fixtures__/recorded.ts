import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Streams that vendors really sent; they are kept outside of the project. */
const wire = join(import.meta.dirname, '../../../../../shared/fixtures/wire');

export interface Recorded {
  readonly name: string;
  /** The events of one response, as JSON. */
  readonly events: readonly string[];
}

/**
 * What is recorded in one folder, nothing where it is missing. `isLast` tells the last event of a response:
 * a file may hold what several requests gave. Without it a file is one response.
 */
export function recordedIn(folder: string, isLast: (event: string) => boolean = () => false) {
  const path = join(wire, folder);
  const isHere = existsSync(path);
  if (!isHere) console.warn(`skipped: the recorded streams are not in ${path}`);
  const responses = (isHere ? readdirSync(path) : [])
    .filter((file) => file.endsWith('.chunks.txt'))
    .toSorted()
    .flatMap((file): Recorded[] => {
      const lines = readFileSync(join(path, file), 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== '');
      return split(lines, isLast).map((events, index) => ({
        name: `${file.replace('.chunks.txt', '')}#${index + 1}`,
        events,
      }));
    });
  return { isHere, responses };
}

function split(lines: readonly string[], isLast: (event: string) => boolean): string[][] {
  const responses: string[][] = [[]];
  for (const line of lines) {
    responses.at(-1)?.push(line);
    if (isLast(line)) responses.push([]);
  }
  return responses.filter(({ length }) => length > 0);
}
