import { z } from 'zod';
import { AppError, toWire } from '../../../shared/errors.ts';
import type { Batches, BatchPrompt, BatchResult, BatchStatus } from '../batches.ts';
import { collectStream } from '../collect-stream.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import { badResponse, readJson } from '../http/read-json.ts';
import { readLines } from '../http/read-lines.ts';
import type { CallFacts } from '../http/vendor.ts';
import type { CallOptions, Completion, ModelRequest } from '../provider.ts';
import type { StreamPart } from '../stream-part.ts';
import type { Client } from './client.ts';
import { createAnswerDecoder } from './decode-answer.ts';
import { fromErrorEvent } from './errors.ts';
import type { RequestBody } from './to-request-body.ts';

export interface BatchesOptions {
  readonly client: Client;
  readonly facts: CallFacts;
  readonly bodyOf: (request: ModelRequest) => {
    readonly body: RequestBody;
    readonly betas: readonly string[];
  };
  /** Runs a call; what it throws is an AppError or what it was aborted with. */
  readonly once: <Result>(
    signal: AbortSignal,
    facts: CallFacts,
    run: () => Promise<Result>,
  ) => Promise<Result>;
}

const path = '/v1/messages/batches';
const at = (id: string, what = '') => `${path}/${encodeURIComponent(id)}${what}`;

const count = z.number().int().nonnegative();
const batchSchema = z.object({
  id: z.string().min(1).max(256),
  processing_status: z.enum(['in_progress', 'canceling', 'ended']),
  request_counts: z.object({
    processing: count,
    succeeded: count,
    errored: count,
    canceled: count,
    expired: count,
  }),
});
const states = { in_progress: 'running', canceling: 'cancelling', ended: 'ended' } as const;

/** The vendor's Message Batches: the same requests, answered within a day, for half the price. */
export function createBatches({ client, facts, bodyOf, once }: BatchesOptions): Batches {
  const read = async (response: Response) => readJson(response, batchSchema, facts);

  return {
    create: (prompts, { signal }) =>
      once(signal, facts, async () => {
        const asked = prompts.map(({ id, request }: BatchPrompt) => ({ id, ...bodyOf(request) }));
        const requests = asked.map(({ id, body }) => ({ custom_id: id, params: body }));
        const betas = [...new Set(asked.flatMap((one) => one.betas))];
        return (await read(await client.post(path, { requests }, { signal, betas }))).id;
      }),
    status: (id, { signal }) =>
      once(signal, facts, async (): Promise<BatchStatus> => {
        const batch = await read(await client.get(at(id), {}, { signal }));
        const { processing, succeeded, errored, canceled, expired } = batch.request_counts;
        return {
          state: states[batch.processing_status],
          waiting: processing,
          succeeded,
          failed: errored,
          cancelled: canceled,
          expired,
        };
      }),
    async *results(id, { signal }) {
      const response = await once(signal, facts, () =>
        client.get(at(id, '/results'), {}, { signal }),
      );
      if (response.body === null) throw badResponse(response, facts);
      const lines = readLines(response.body)[Symbol.asyncIterator]();
      try {
        for (;;) {
          const next = await once(signal, facts, () => lines.next());
          if (next.done === true) return;
          const result = await toResult(next.value, facts);
          if (result === undefined) throw badResponse(response, facts);
          yield result;
        }
      } finally {
        await lines.return?.();
      }
    },
    cancel: (id, { signal }: CallOptions) =>
      once(signal, facts, async () => {
        await read(await client.post(at(id, '/cancel'), {}, { signal }));
      }),
  };
}

/** Undefined if the line is nothing that the vendor sends. */
async function toResult(line: string, facts: CallFacts): Promise<BatchResult | undefined> {
  let fields;
  try {
    fields = fieldsOf(JSON.parse(line));
  } catch {
    return undefined;
  }
  const id = textOf(fields?.['custom_id']);
  const result = fieldsOf(fields?.['result']);
  if (id === undefined || result === undefined) return undefined;
  switch (result['type']) {
    case 'succeeded':
      return answered(id, result['message'], facts);
    case 'errored': {
      const error = fieldsOf(result['error']);
      return { id, state: 'failed', error: toWire(fromErrorEvent(error?.['error'], facts)) };
    }
    case 'canceled':
      return { id, state: 'cancelled' };
    case 'expired':
      return { id, state: 'expired' };
    default:
      return undefined;
  }
}

async function answered(id: string, message: unknown, facts: CallFacts): Promise<BatchResult> {
  try {
    return { id, state: 'succeeded', completion: await toCompletion(message, facts) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { id, state: 'failed', error: toWire(error) };
  }
}

/** An answer in one piece, read like one that comes in pieces: as the events it would have been. */
function toCompletion(message: unknown, facts: CallFacts): Promise<Completion> {
  const decoder = createAnswerDecoder((error) => fromErrorEvent(error, facts));
  const { content, stop_reason: reason, stop_details: details, usage } = fieldsOf(message) ?? {};
  const blocks: readonly unknown[] = Array.isArray(content) ? content : [];
  const events = [
    { type: 'message_start', message },
    ...blocks.flatMap((block, index) => [
      { type: 'content_block_start', index, content_block: block },
      { type: 'content_block_stop', index },
    ]),
    { type: 'message_delta', delta: { stop_reason: reason, stop_details: details }, usage },
    { type: 'message_stop' },
  ];
  const parts: StreamPart[] = [];
  for (const event of events) decoder.take(event, parts);
  return collectStream(
    (async function* () {
      yield parts;
    })(),
    facts.now,
  );
}
