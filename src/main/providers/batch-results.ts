import type { Usage } from '../../shared/contract/message.ts';
import { AppError, toWire } from '../../shared/errors.ts';
import type { BatchPrompt, BatchResult } from './batches.ts';
import { collectStream } from './collect-stream.ts';
import { truncated } from './end-once.ts';
import type { AdapterCalls } from './http/adapter-calls.ts';
import { fieldsOf } from './http/fields.ts';
import type { Fields } from './http/fields.ts';
import { badResponse } from './http/read-json.ts';
import { readLines } from './http/read-lines.ts';
import type { AnswerDecoder } from './http/stream-answer.ts';
import { detailsOf } from './http/vendor.ts';
import type { CallFacts } from './http/vendor.ts';
import type { StreamPart } from './stream-part.ts';

/** How a prompt ended that the vendor tells nothing of. */
export type Ending = BatchResult extends infer Result
  ? Result extends unknown
    ? Omit<Result, 'id'>
    : never
  : never;

/** The one model that all of a batch is for. Throws an AppError if they are not. */
export function modelOf(prompts: readonly BatchPrompt[]): string {
  const [model, ...others] = new Set(prompts.map(({ request }) => request.model));
  if (model !== undefined && others.length === 0) return model;
  throw new AppError('invalid-input', 'The prompts of a batch have to be for one model.');
}

/**
 * One result for each prompt: what is told twice, and what nobody asked about, is left out. `otherwise` says what
 * became of the prompts that nothing was told of.
 */
export async function* oneEach(
  prompts: readonly BatchPrompt[],
  found: (promptOf: (id: string) => BatchPrompt | undefined) => AsyncIterable<BatchResult>,
  otherwise: () => Ending,
): AsyncGenerator<BatchResult, void, void> {
  const waiting = new Map(prompts.map((prompt) => [prompt.id, prompt]));
  for await (const result of found((id) => waiting.get(id)))
    if (waiting.delete(result.id)) yield result;
  for (const id of waiting.keys()) yield { id, ...otherwise() };
}

/** A result that is not there, or cannot be read. */
export function unreadable({ vendor }: CallFacts): AppError {
  return new AppError(
    'bad-response',
    'A piece of the answer could not be read, so it was cut off there.',
    { situation: 'piece-unreadable', details: detailsOf(vendor) },
  );
}

/** The batch is not over yet. */
export function stillRunning({ vendor }: CallFacts): AppError {
  return new AppError('conflict', `${vendor.name} is still at work on this batch. Try again.`, {
    situation: 'provider-busy',
    details: detailsOf(vendor),
  });
}

/**
 * A file of objects, one a line. A line that is none is left out; a file in which not one is, is no such file and
 * throws `bad-response`.
 */
export async function* readRecords(
  response: Response,
  { once, facts, signal }: Pick<AdapterCalls, 'once'> & { facts: CallFacts; signal: AbortSignal },
): AsyncGenerator<Fields, void, void> {
  if (response.body === null) return;
  const lines = readLines(response.body);
  let read = 0;
  let bad = 0;
  try {
    for (;;) {
      const next = await once(signal, facts, () => lines.next());
      if (next.done === true) break;
      const record = parse(next.value);
      if (record === undefined) bad++;
      else {
        read++;
        yield record;
      }
    }
  } finally {
    await lines.return();
  }
  if (read === 0 && bad > 0) throw badResponse(response, facts);
}

function parse(line: string): Fields | undefined {
  try {
    return fieldsOf(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** An answer in one piece, read like one that comes in pieces: as the events it would have been. */
export async function answered(
  id: string,
  events: readonly unknown[],
  decoder: AnswerDecoder,
  { vendor, now }: CallFacts,
): Promise<BatchResult> {
  const parts: StreamPart[] = [];
  const isOver = events.some((event) => decoder.take(event, parts));
  if (!isOver && decoder.end?.(parts) !== true)
    parts.push({ type: 'error', error: truncated(vendor.id) });
  try {
    return { id, state: 'succeeded', completion: await collectStream(inOne(parts), now) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const usage = usageIn(parts);
    const isPaid = Object.keys(usage).length > 0;
    return { id, state: 'failed', error: toWire(error), ...(isPaid ? { usage } : {}) };
  }
}

async function* inOne(parts: StreamPart[]) {
  yield parts;
}

function usageIn(parts: readonly StreamPart[]): Usage {
  let usage: Usage = {};
  for (const part of parts) if (part.type === 'usage') usage = { ...usage, ...part.usage };
  return usage;
}
