import { recordedIn } from '../../src/main/providers/__fixtures__/recorded.ts';

export interface CountedText {
  readonly name: string;
  readonly text: string;
  /** As the vendor counted it, without what it thought. */
  readonly tokens: number;
}

/** The recorded answers that are text alone and whose tokens the vendor said; none where they are missing. */
export function countedTexts(): CountedText[] {
  return [
    ...readAll('openai-chat', chat),
    ...readAll('groq', chat),
    ...readAll('openai-compatible', chat),
    ...readAll('anthropic', anthropic),
    ...readAll('google', google),
  ].filter(({ text, tokens }) => text.length > 40 && tokens > 0);
}

type Read = (events: readonly Event[]) => Omit<CountedText, 'name'> | undefined;

function readAll(folder: string, read: Read): CountedText[] {
  return recordedIn(folder).responses.flatMap(({ name, events }) => {
    const found = read(
      events.filter((event) => event.startsWith('{')).map((event) => JSON.parse(event) as Event),
    );
    return found === undefined ? [] : [{ name: `${folder}/${name}`, ...found }];
  });
}

/** Recorded from several vendors: only what is read here is known of an event, and each part may be missing. */
interface Event {
  readonly type?: string;
  readonly choices?: readonly {
    readonly delta?: {
      readonly content?: unknown;
      readonly tool_calls?: unknown;
      readonly reasoning?: unknown;
      readonly reasoning_content?: unknown;
    };
  }[];
  readonly usage?: Counted;
  readonly x_groq?: { readonly usage?: Counted };
  readonly content_block?: { readonly type: string };
  readonly delta?: { readonly text?: string };
  readonly candidates?: readonly {
    readonly content?: {
      readonly parts?: readonly {
        readonly text?: string;
        readonly thought?: boolean;
        readonly functionCall?: unknown;
      }[];
    };
  }[];
  readonly usageMetadata?: { readonly candidatesTokenCount?: number };
}

interface Counted {
  readonly completion_tokens?: number;
  readonly output_tokens?: number;
}

const chat: Read = (events) => {
  const deltas = events.flatMap(({ choices }) => choices?.[0]?.delta ?? []);
  if (deltas.some((delta) => delta.tool_calls || delta.reasoning || delta.reasoning_content))
    return undefined;
  const usage = events.map((event) => event.usage ?? event.x_groq?.usage).findLast(Boolean);
  return {
    text: deltas.map(({ content }) => (typeof content === 'string' ? content : '')).join(''),
    tokens: usage?.completion_tokens ?? 0,
  };
};

const anthropic: Read = (events) => {
  const blocks = events.filter(({ type }) => type === 'content_block_start');
  if (blocks.some(({ content_block: block }) => block?.type !== 'text')) return undefined;
  return {
    text: events.map(({ delta }) => delta?.text ?? '').join(''),
    tokens: events.findLast(({ type }) => type === 'message_delta')?.usage?.output_tokens ?? 0,
  };
};

const google: Read = (events) => {
  const parts = events.flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? []);
  if (parts.some(({ functionCall }) => functionCall !== undefined)) return undefined;
  return {
    text: parts.map(({ text, thought }) => (thought ? '' : (text ?? ''))).join(''),
    tokens:
      events.findLast((event) => event.usageMetadata)?.usageMetadata?.candidatesTokenCount ?? 0,
  };
};
