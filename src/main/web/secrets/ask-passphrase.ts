import type { ReadStream } from 'node:tty';

/** What of a terminal is needed to ask without echo. */
export interface Terminal {
  readonly input: Pick<ReadStream, 'isTTY' | 'setRawMode' | 'on' | 'off' | 'resume' | 'pause'>;
  readonly output: { write(text: string): unknown };
}

/** One line from the terminal that nobody sees: undefined if it is left empty, null if the person wants out. */
export function askPassphrase(
  { input, output }: Terminal,
  question: string,
): Promise<string | undefined | null> {
  return new Promise((resolve) => {
    let typed = '';
    // First of all: a terminal echoes what is typed until then.
    input.setRawMode(true);
    output.write(question);
    input.resume();
    input.on('data', read);

    function read(chunk: Buffer | string): void {
      for (const character of chunk.toString()) {
        if (character === '\r' || character === '\n')
          return finish(typed === '' ? undefined : typed);
        // Ctrl+D and Ctrl+C: in raw mode they are characters.
        if (character === '\u0004') return finish(undefined);
        if (character === '\u0003') return finish(null);
        if (character === '\u007F' || character === '\b') typed = [...typed].slice(0, -1).join('');
        else if (character >= ' ') typed += character;
      }
    }

    function finish(answer: string | undefined | null): void {
      input.off('data', read);
      input.setRawMode(false);
      input.pause();
      output.write('\n');
      resolve(answer);
    }
  });
}
