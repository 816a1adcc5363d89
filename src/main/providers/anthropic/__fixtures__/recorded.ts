import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Streams that the vendor really sent; they are kept outside of the project. */
const folder = join(import.meta.dirname, '../../../../../../shared/fixtures/wire/anthropic');

export const isRecordedHere = existsSync(folder);

export interface Recorded {
  readonly name: string;
  /** The events of one response, as JSON. */
  readonly events: readonly string[];
}

/** One entry for each response: a file may hold what several requests gave. */
export function recordedResponses(): Recorded[] {
  if (!isRecordedHere) {
    console.warn(`skipped: the recorded streams are not in ${folder}`);
    return [];
  }
  return readdirSync(folder)
    .filter((file) => file.endsWith('.chunks.txt'))
    .toSorted()
    .flatMap((file) => {
      const lines = readFileSync(join(folder, file), 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== '');
      return split(lines).map((events, index) => ({
        name: `${file.replace('.chunks.txt', '')}#${index + 1}`,
        events,
      }));
    });
}

function split(lines: readonly string[]): string[][] {
  const responses: string[][] = [[]];
  for (const line of lines) {
    responses.at(-1)?.push(line);
    if (line.includes('"type":"message_stop"')) responses.push([]);
  }
  return responses.filter(({ length }) => length > 0);
}
