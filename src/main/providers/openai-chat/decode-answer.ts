import { toWire } from '../../../shared/errors.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { FinishReason, Usage } from '../../../shared/contract/message.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import type { AnswerDecoder } from '../http/stream-answer.ts';
import { createTally } from '../http/tally.ts';
import type { StreamPart } from '../stream-part.ts';
import { createBlocks } from './blocks.ts';
import { toCitation } from './citations.ts';
import { failedReasons, finishReasonOf } from './finish-reason.ts';
import { createOwnCalls } from './own-calls.ts';
import { createThinkingSplitter } from './split-thinking.ts';
import type { Piece } from './split-thinking.ts';
import { createToolCalls } from './tool-calls.ts';
import { mergeUsage } from './usage.ts';

export interface DecoderOptions {
  readonly provider: string;
  /** As it was asked for; a chunk may name another. */
  readonly model: string;
  readonly toError: (body: unknown) => AppError;
  /** Our name of a tool by the vendor's. */
  readonly nameOf: (vendorName: string) => string;
  readonly splitsThinking: boolean;
  /** Stands for the response's id where there is none; always the same within one answer. */
  readonly fallbackId: string;
}

/**
 * Chunks of a chat completion as our parts. Every server leaves out something else and adds something of its own:
 * what is unknown, doubled or out of order is passed over; only an end that says how it ended counts as one.
 */
export function createAnswerDecoder({
  provider,
  model,
  toError,
  nameOf,
  splitsThinking,
  fallbackId,
}: DecoderOptions): AnswerDecoder {
  const tally = createTally();
  const drop = tally.add;
  let id: string | undefined;
  const responseId = () => (id ?? fallbackId).replace(/[^\w-]/g, '').slice(0, 48);
  const blocks = createBlocks({ provider, model, drop });
  const calls = createToolCalls({ nameOf, responseId, drop });
  const ownCalls = createOwnCalls(responseId, drop);
  const splitter = splitsThinking ? createThinkingSplitter() : undefined;
  const cited = new Set<string>();
  let started = false;
  let usage: Usage = {};
  let reason: string | undefined;
  let declines = false;
  /** The stream said `[DONE]` before it ended. */
  let isDone = false;

  function start(chunk: Fields, parts: StreamPart[]): void {
    if (started) return;
    started = true;
    id = textOf(chunk['id']) || undefined;
    parts.push({
      type: 'response-start',
      responseId: id ?? '',
      model: textOf(chunk['model']) || model,
    });
  }

  /** Said at once and not only at the end: an answer that breaks off is paid for too. */
  function count(said: unknown, parts: StreamPart[]): void {
    const next = mergeUsage(usage, said);
    if (next === usage) return;
    usage = next;
    parts.push({ type: 'usage', usage });
  }

  function fail(body: unknown, parts: StreamPart[]): true {
    parts.push({ type: 'error', error: toWire(toError(body)) });
    return true;
  }

  function takeChoice(choice: Fields, parts: StreamPart[]): boolean {
    // A server that does not stream puts the whole message where the pieces belong.
    const delta = fieldsOf(choice['delta']) ?? fieldsOf(choice['message']);
    if (delta !== undefined) takeDelta(delta, parts);
    count(choice['usage'], parts);
    const ended = textOf(choice['finish_reason']);
    if (choice['error'] != null) return fail({ error: choice['error'] }, parts);
    if (ended === undefined || ended === '') return false;
    if (failedReasons.has(ended)) return fail({ error: { code: ended } }, parts);
    reason = ended;
    return false;
  }

  function takeDelta(delta: Fields, parts: StreamPart[]): void {
    const field = thoughtFields.find((name) => isText(delta[name]));
    if (field !== undefined) blocks.think(textOf(delta[field]) ?? '', parts, field);
    blocks.addDetails(delta['reasoning_details'], field !== undefined, parts);
    for (const executed of listOf(delta['executed_tools'])) {
      blocks.pause(parts);
      ownCalls.take(executed, parts);
    }
    takeContent(delta['content'], parts);
    decline(textOf(delta['refusal']) ?? '', parts);
    for (const annotation of listOf(delta['annotations'])) cite(annotation, parts);
    const legacy = fieldsOf(delta['function_call']);
    const pieces =
      legacy === undefined ? listOf(delta['tool_calls']) : [{ index: 0, function: legacy }];
    if (pieces.length > 0) blocks.pause(parts);
    for (const piece of pieces) calls.grow(piece, parts);
  }

  /** The model's own words: they are its answer, apart from what it had begun to say. */
  function decline(delta: string, parts: StreamPart[]): void {
    if (delta === '') return;
    if (!declines) blocks.pause(parts);
    declines = true;
    blocks.say(delta, parts);
  }

  function takeContent(content: unknown, parts: StreamPart[]): void {
    if (typeof content === 'string') return say(content, parts);
    for (const piece of listOf(content)) {
      const fields = fieldsOf(piece);
      const type = fields?.['type'];
      if (fields === undefined) drop('content');
      else if (type === 'text') blocks.say(textOf(fields['text']) ?? '', parts);
      else if (type === 'thinking') blocks.think(thinkingOf(fields['thinking']), parts);
      else if (type === 'tool_reference') cite(fields, parts);
      else drop(type);
    }
  }

  function say(text: string, parts: StreamPart[]): void {
    if (splitter === undefined) blocks.say(text, parts);
    else put(splitter.push(text), parts);
  }

  function put(pieces: readonly Piece[], parts: StreamPart[]): void {
    for (const { kind, text } of pieces)
      if (kind === 'thought') blocks.think(text, parts);
      else blocks.say(text, parts);
  }

  function cite(said: unknown, parts: StreamPart[]): void {
    const citation = toCitation(said);
    if (citation === undefined) return drop('citation');
    // Some repeat all they cited with every chunk.
    const key = JSON.stringify([citation.url, citation.quote]);
    if (cited.has(key) || cited.size >= maxCited) return;
    cited.add(key);
    blocks.cite(citation, parts);
  }

  function finish(parts: StreamPart[]): true {
    if (splitter !== undefined) put(splitter.end(), parts);
    blocks.closeAll(parts);
    ownCalls.closeAll(parts);
    calls.closeAll(parts);
    parts.push({
      type: 'finish',
      reason: reasonOf(),
      ...(reason === undefined ? {} : { rawReason: reason }),
      usage,
    });
    return true;
  }

  /** Some say “stop” to an answer that calls tools, or nothing at all. */
  function reasonOf(): FinishReason {
    if (declines) return 'refusal';
    const said = finishReasonOf(reason ?? '');
    const saysLittle = said === 'stop' || reason === undefined;
    return saysLittle && calls.count > 0 ? 'tool-calls' : said;
  }

  return {
    take(event, parts) {
      const chunk = fieldsOf(event);
      if (chunk === undefined) {
        drop('other');
        return false;
      }
      const groq = fieldsOf(chunk['x_groq']);
      const failed = chunk['error'] ?? groq?.['error'];
      if (failed != null) return fail({ ...chunk, error: failed }, parts);
      if (chunk['object'] === 'error') return fail(chunk, parts);
      const choices = listOf(chunk['choices']);
      if (choices.length === 0 && chunk['usage'] == null && groq === undefined) {
        drop(chunk['object']);
        return false;
      }
      start(chunk, parts);
      for (const choice of choices) {
        const fields = fieldsOf(choice);
        if (fields === undefined) drop('choices');
        else if (takeChoice(fields, parts)) return true;
      }
      for (const url of listOf(chunk['citations'])) cite(url, parts);
      count(groq?.['usage'], parts);
      count(chunk['usage'], parts);
      return false;
    },
    end(parts) {
      // Asked a second time: after `[DONE]` nothing followed. Some servers say no more than that at the end.
      const isOver = reason !== undefined || (isDone && started);
      isDone = true;
      return isOver && finish(parts);
    },
    dropped: tally.counts,
  };
}

/** More than anybody reads: a server must not fill the memory with them. */
const maxCited = 1000;

/** DeepSeek's word for it, and everybody else's. */
const thoughtFields = ['reasoning_content', 'reasoning'];

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function thinkingOf(thinking: unknown): string {
  if (typeof thinking === 'string') return thinking;
  return listOf(thinking)
    .map((piece) => textOf(fieldsOf(piece)?.['text']) ?? '')
    .join('');
}
