import assert from 'node:assert/strict';
import type { Subject, Subjects } from '../harness/subject.ts';
import { surfaceInput } from '../servers/tool-input.ts';
import type { WireName } from '../servers/wires.ts';
import { apiKey, openAdapter, request, showTool } from './open-adapter.ts';

const formats = ['responses', 'chat', 'gemini'] as const;
const { signal } = new AbortController();

/**
 * A streamed answer read by our adapters, by the vendors' own libraries and by the least anyone can do:
 * `<format>-<who>` a text of `n` pieces, `<format>-tool-<who>` a call with `n` characters of arguments.
 * `setup` has the fake vendor's address by format.
 */
export const subjects: Subjects = {
  ...Object.fromEntries(
    formats.flatMap(
      (format) =>
        [
          [`${format}-adapter`, (setup) => texts(setup, format, adapterText)],
          [`${format}-floor`, (setup) => texts(setup, format, floorText)],
          [`${format}-tool-adapter`, (setup) => calls(setup, format, adapterCall)],
          [`${format}-tool-floor`, (setup) => calls(setup, format, floorCall)],
        ] satisfies [string, Subjects[string]][],
    ),
  ),

  'responses-sdk': async (setup) => {
    const { default: OpenAI } = await import('openai');
    return texts(setup, 'responses', async (baseUrl) => {
      const client = new OpenAI({ apiKey, baseURL: `${baseUrl}/v1`, maxRetries: 0 });
      const stream = await client.responses.create({
        model: 'gpt-5.4',
        input: 'Tell me a story.',
        stream: true,
      });
      let pieces = 0;
      for await (const event of stream) if (event.type === 'response.output_text.delta') pieces++;
      return pieces;
    });
  },

  'chat-sdk': async (setup) => {
    const { default: OpenAI } = await import('openai');
    return texts(setup, 'chat', async (baseUrl) => {
      const client = new OpenAI({ apiKey, baseURL: `${baseUrl}/v1`, maxRetries: 0 });
      const stream = await client.chat.completions.create({
        model: 'a-model',
        messages: [{ role: 'user', content: 'Tell me a story.' }],
        stream: true,
      });
      let pieces = 0;
      for await (const { choices } of stream) if (choices[0]?.delta.content) pieces++;
      return pieces;
    });
  },

  'gemini-sdk': async (setup) => {
    const { GoogleGenAI } = await import('@google/genai');
    return texts(setup, 'gemini', async (baseUrl) => {
      const client = new GoogleGenAI({ apiKey, httpOptions: { baseUrl } });
      const stream = await client.models.generateContentStream({
        model: 'gemini-3-pro',
        contents: 'Tell me a story.',
      });
      let pieces = 0;
      for await (const { candidates } of stream)
        if (candidates?.[0]?.content?.parts?.[0]?.text) pieces++;
      return pieces;
    });
  },
};

type Read<Result> = (baseUrl: string, format: WireName) => Promise<Result>;

/** Reads to the end and refuses to call it done when a piece is missing. */
function texts(
  setup: Readonly<Record<string, string>>,
  format: WireName,
  read: Read<number>,
): Promise<Subject> {
  return Promise.resolve({
    async run(n) {
      const pieces = await read(`${setup[format] ?? ''}/text/${n}`, format);
      if (pieces !== n) throw new Error(`${pieces} pieces of ${n} arrived`);
    },
  });
}

/** Reads to the end; the arguments must be those that were sent. */
function calls(
  setup: Readonly<Record<string, string>>,
  format: WireName,
  read: Read<unknown>,
): Promise<Subject> {
  let input: unknown;
  return Promise.resolve({
    async run(n) {
      input = await read(`${setup[format] ?? ''}/surface/${n}`, format);
    },
    check(n) {
      assert.deepStrictEqual(input, JSON.parse(surfaceInput(n)));
      input = undefined;
    },
  });
}

async function adapterText(baseUrl: string, format: WireName): Promise<number> {
  const provider = await openAdapter(baseUrl, format);
  let pieces = 0;
  for await (const batch of provider.stream(request([], format), { signal }))
    for (const part of batch) if (part.type === 'text-delta' && part.delta !== '') pieces++;
  return pieces;
}

async function adapterCall(baseUrl: string, format: WireName): Promise<unknown> {
  const provider = await openAdapter(baseUrl, format);
  let input: unknown;
  for await (const batch of provider.stream(request([showTool], format), { signal }))
    for (const part of batch) if (part.type === 'tool-call') ({ input } = part);
  return input;
}

async function floorText(baseUrl: string, format: WireName): Promise<number> {
  let pieces = 0;
  await readEvents(baseUrl, (event) => {
    if (textIn[format](event)) pieces++;
  });
  return pieces;
}

async function floorCall(baseUrl: string, format: WireName): Promise<unknown> {
  let json = '';
  let whole: unknown;
  await readEvents(baseUrl, (event) => {
    const piece = argumentsIn[format](event);
    if (typeof piece === 'string') json += piece;
    else whole ??= piece;
  });
  return whole ?? JSON.parse(json);
}

/** The least anyone can do: split lines, parse JSON. */
async function readEvents(baseUrl: string, take: (event: Event) => void): Promise<void> {
  const response = await fetch(`${baseUrl}/`, { method: 'POST', body: '{}' });
  const utf8 = new TextDecoder();
  let rest = '';
  for await (const bytes of response.body ?? []) {
    const text = rest + utf8.decode(bytes, { stream: true });
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      if (text.startsWith('data: {', start)) take(JSON.parse(text.slice(start + 6, end)) as Event);
      start = end + 1;
    }
    rest = text.slice(start);
  }
}

interface Event {
  readonly type?: string;
  readonly delta?: string;
  readonly choices?: readonly {
    readonly delta: {
      readonly content?: string;
      readonly tool_calls?: readonly { readonly function: { readonly arguments: string } }[];
    };
  }[];
  readonly candidates?: readonly {
    readonly content: {
      readonly parts: readonly {
        readonly text?: string;
        readonly functionCall?: { readonly args: unknown };
      }[];
    };
  }[];
}

const textIn: Readonly<Record<WireName, (event: Event) => boolean>> = {
  anthropic: () => false,
  responses: ({ type, delta }) => type === 'response.output_text.delta' && delta !== '',
  chat: ({ choices }) => Boolean(choices?.[0]?.delta.content),
  gemini: ({ candidates }) => Boolean(candidates?.[0]?.content.parts[0]?.text),
};

const argumentsIn: Readonly<Record<WireName, (event: Event) => unknown>> = {
  anthropic: () => undefined,
  responses: ({ type, delta }) =>
    type === 'response.function_call_arguments.delta' ? delta : undefined,
  chat: ({ choices }) => choices?.[0]?.delta.tool_calls?.[0]?.function.arguments,
  gemini: ({ candidates }) => candidates?.[0]?.content.parts[0]?.functionCall?.args,
};
