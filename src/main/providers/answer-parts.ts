import type { Part, ToolCallPart } from '../../shared/contract/message.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { createGrowingParts } from './growing-parts.ts';
import type { PartChange } from './growing-parts.ts';
import type { StreamPart } from './stream-part.ts';
import { calledTool, writingTool } from './tool-call-part.ts';

/** What a stream says of the answer itself, not of how it is going. */
export type ContentPart = Exclude<
  StreamPart,
  {
    type:
      | 'queued'
      | 'retrying'
      | 'fell-back'
      | 'cached'
      | 'limits'
      | 'connected'
      | 'stalled'
      | 'usage'
      | 'finish'
      | 'error'
      | 'response-start';
  }
>;

/** An answer being put together from what a stream says: the one place where stream parts become parts. */
export interface AnswerParts {
  take(part: ContentPart): void;
  /** Puts a part at the end that no stream says anything more about. */
  add(part: Part): void;
  /** What changed since the last time. */
  changes(): PartChange[];
  /** What was not told yet; to be asked for once, at the end. */
  rest(): PartChange[];
  readonly all: readonly Part[];
  /** Of text, reasoning and tool input together. */
  readonly characters: number;
  /** Calls whose arguments are complete and that Tina is to run, by index. */
  readonly calls: ReadonlyMap<number, ToolCallPart>;
}

export function createAnswerParts(now: () => number): AnswerParts {
  const parts = createGrowingParts();
  const calls = new Map<number, ToolCallPart>();

  function add(part: Part): void {
    // Nothing ever refers to it again.
    parts.start(`added:${parts.all.length}`, part);
  }

  function take(part: ContentPart): void {
    if (part.type === 'file') return add(part.file);
    const key = keyOf(part);
    switch (part.type) {
      case 'text-start':
        return parts.start(key, noText);
      case 'text-delta':
        return parts.grow(key, part.delta, () => noText);
      case 'citation':
        return parts.cite(key, part.citation);
      case 'text-end':
        return parts.endCitations(key);
      case 'reasoning-start':
        return parts.start(key, noThought);
      case 'reasoning-delta':
        return parts.grow(key, part.delta, () => noThought);
      case 'reasoning-end': {
        const { vendor, redacted } = part;
        const thought = parts.get(key)?.part;
        if (thought?.type !== 'reasoning' || (vendor ?? redacted) === undefined) return;
        return parts.replace(key, {
          ...thought,
          ...(redacted === undefined ? {} : { redacted }),
          ...(vendor === undefined ? {} : { vendor }),
        });
      }
      case 'tool-input-start':
        return parts.start(key, writingTool(part));
      case 'tool-input-delta':
        return parts.grow(key, part.delta, () =>
          writingTool({ id: part.id, name: 'unknown', runner: 'provider' }),
        );
      case 'tool-call': {
        parts.start(key, writingTool(part));
        const found = parts.get(key);
        if (found === undefined) return;
        const call = calledTool(found.part, part, now());
        parts.replace(key, call);
        if (part.runner === 'tina') calls.set(found.index, call);
        return;
      }
      case 'tool-result': {
        const call = parts.get(key)?.part;
        if (call?.type !== 'tool-call') return;
        return parts.replace(key, {
          ...call,
          state: part.failed ? 'failed' : 'done',
          result: part.result,
          endedAt: now(),
          ...(part.vendor === undefined ? {} : { vendor: part.vendor }),
        });
      }
      default:
        assertNever(part);
    }
  }

  return {
    take,
    add,
    changes: parts.changes,
    rest: parts.rest,
    all: parts.all,
    get characters() {
      return parts.characters;
    },
    calls,
  };
}

const noText: Part = { type: 'text', text: '' };
const noThought: Part = { type: 'reasoning', text: '' };

/** Ids are unique among blocks of a kind only. */
function keyOf(part: Exclude<ContentPart, { type: 'file' }>): string {
  switch (part.type) {
    case 'text-start':
    case 'text-delta':
    case 'text-end':
    case 'citation':
      return `text:${part.id}`;
    case 'reasoning-start':
    case 'reasoning-delta':
    case 'reasoning-end':
      return `reasoning:${part.id}`;
    case 'tool-input-start':
    case 'tool-input-delta':
    case 'tool-call':
    case 'tool-result':
      return `tool:${part.id}`;
    default:
      return assertNever(part);
  }
}
