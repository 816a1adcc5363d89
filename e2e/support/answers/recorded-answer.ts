import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../start-fake-anthropic.ts';
import { beginStream } from './sse.ts';

const folder = join(import.meta.dirname, '../../../../shared/fixtures/wire/anthropic');

/** Streams that were recorded from the vendor lie beside the project, not in it. */
export const recordingsMissing = existsSync(folder)
  ? undefined
  : `there are no recorded streams at ${folder}`;

/** Plays a recorded stream, one JSON event a line, as it went over the wire. */
export function recordedAnswer(name: string): Answer {
  const lines = readFileSync(join(folder, `${name}.chunks.txt`), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return (response) => {
    beginStream(response);
    for (const line of lines) {
      const { type } = JSON.parse(line) as { type: string };
      response.write(`event: ${type}\ndata: ${line}\n\n`);
    }
    response.end();
  };
}
