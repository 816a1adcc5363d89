import type { Bench } from './harness/bench.ts';
import { createCompare } from './harness/compare.ts';
import { race } from './harness/race.ts';
import { startVendorServer } from './servers/start-vendor-server.ts';

const id = 'B-P2';
const n = 20_000;
/** Characters of arguments. */
const toolN = 200_000;
const rounds = 7;

const formats = [
  { format: 'responses', name: 'OpenAI Responses', library: 'openai', limit: 0.5 },
  { format: 'chat', name: 'chat completions', library: 'openai', limit: 0.5 },
  { format: 'gemini', name: 'Gemini', library: '@google/genai', limit: 0.3 },
] as const;

export const bench: Bench = {
  id,
  description:
    'Reading what the other vendors stream, beside their libraries and the least possible',
  async run() {
    const server = await startVendorServer();
    try {
      const setup = Object.fromEntries(formats.map(({ format }) => [format, server.at(format)]));
      const measured = await race({
        module: new URL('subjects/vendor-stream.ts', import.meta.url),
        setup,
        lanes: formats.flatMap(({ format, library }) => [
          ...['adapter', 'floor', ...(isHere(library) ? ['sdk'] : [])].map((who) => ({
            subject: `${format}-${who}`,
            n,
          })),
          { subject: `${format}-adapter`, n: 4 * n },
          ...['adapter', 'floor'].map((who) => ({ subject: `${format}-tool-${who}`, n: toolN })),
          { subject: `${format}-tool-adapter`, n: 4 * toolN },
        ]),
        rounds,
        warmUps: 4,
      });
      const { against, growth } = createCompare(id, measured, rounds);
      return formats.flatMap(({ format, name, library, limit }) => {
        const text = (who: string) => ({ subject: `${format}-${who}`, n });
        const tool = (who: string) => ({ subject: `${format}-tool-${who}`, n: toolN });
        return [
          ...(isHere(library)
            ? [
                against(
                  `${name}, text, against the vendor’s library`,
                  text('adapter'),
                  text('sdk'),
                  limit,
                ),
              ]
            : []),
          against(`${name}, text, against the least possible`, text('adapter'), text('floor'), 2),
          growth(`${name}, text`, `${format}-adapter`, n),
          against(
            `${name}, 200 KB of arguments, against the least possible`,
            tool('adapter'),
            tool('floor'),
            2,
          ),
          growth(`${name}, arguments`, `${format}-tool-adapter`, toolN),
        ];
      });
    } finally {
      await server.close();
    }
  },
};

/** The vendors' libraries are optional: `npm install --no-save openai @google/genai` in `bench/` brings them. */
function isHere(library: string): boolean {
  try {
    import.meta.resolve(library);
    return true;
  } catch {
    process.stderr.write(`not compared with ${library}: it is not installed\n`);
    return false;
  }
}
