import { z } from 'zod';
import { toWire } from '../../../shared/errors.ts';
import { answered, oneEach, readRecords, stillRunning, unreadable } from '../batch-results.ts';
import type { Batches, BatchPrompt, BatchResult, BatchStatus } from '../batches.ts';
import type { AdapterCalls } from '../http/adapter-calls.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import { readJson } from '../http/read-json.ts';
import type { CallFacts } from '../http/vendor.ts';
import type { CallOptions, ModelRequest } from '../provider.ts';
import type { Client } from './client.ts';
import { createAnswerDecoder } from './decode-answer.ts';
import { fromErrorEvent } from './errors.ts';
import { namesOf } from './to-request-body.ts';
import type { RequestBody } from './to-request-body.ts';

export interface BatchesOptions {
  readonly client: Client;
  readonly facts: CallFacts;
  readonly bodyOf: (request: ModelRequest) => {
    readonly body: RequestBody;
    readonly betas: readonly string[];
  };
  readonly once: AdapterCalls['once'];
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
  const look = (id: string, signal: AbortSignal) =>
    once(signal, facts, async () => read(await client.get(at(id), {}, { signal })));

  return {
    create: (prompts, { signal }) =>
      once(signal, facts, async () => {
        const asked = prompts.map(({ id, request }: BatchPrompt) => ({ id, ...bodyOf(request) }));
        const requests = asked.map(({ id, body }) => ({ custom_id: id, params: body }));
        const betas = [...new Set(asked.flatMap((one) => one.betas))];
        return (await read(await client.post(path, { requests }, { signal, betas }))).id;
      }),
    async status(id, { signal }): Promise<BatchStatus> {
      const batch = await look(id, signal);
      const { processing, succeeded, errored, canceled, expired } = batch.request_counts;
      return {
        state: states[batch.processing_status],
        waiting: processing,
        succeeded,
        failed: errored,
        cancelled: canceled,
        expired,
      };
    },
    async *results(id, prompts, { signal }) {
      const batch = await look(id, signal);
      if (batch.processing_status !== 'ended') throw stillRunning(facts);
      yield* oneEach(
        prompts,
        async function* (promptOf) {
          const response = await once(signal, facts, () =>
            client.get(at(id, '/results'), {}, { signal }),
          );
          for await (const line of readRecords(response, { once, facts, signal })) {
            const prompt = promptOf(textOf(line['custom_id']) ?? '');
            if (prompt !== undefined) yield await toResult(prompt, line['result'], facts);
          }
        },
        () => ({ state: 'failed', error: toWire(unreadable(facts)) }),
      );
    },
    cancel: (id, { signal }: CallOptions) =>
      once(signal, facts, async () => {
        await read(await client.post(at(id, '/cancel'), {}, { signal }));
      }),
  };
}

async function toResult(
  { id, request }: BatchPrompt,
  said: unknown,
  facts: CallFacts,
): Promise<BatchResult> {
  const result = fieldsOf(said);
  switch (result?.['type']) {
    case 'succeeded': {
      const decoder = createAnswerDecoder(
        (error) => fromErrorEvent(error, facts),
        namesOf(request).fromVendor,
      );
      return answered(id, eventsOf(result['message']), decoder, facts);
    }
    case 'errored': {
      const error = fieldsOf(result['error']);
      return { id, state: 'failed', error: toWire(fromErrorEvent(error?.['error'], facts)) };
    }
    case 'canceled':
      return { id, state: 'cancelled' };
    case 'expired':
      return { id, state: 'expired' };
    default:
      return { id, state: 'failed', error: toWire(unreadable(facts)) };
  }
}

/** As the answer would have come in pieces. */
function eventsOf(message: unknown): object[] {
  const { content, stop_reason: reason, stop_details: details, usage } = fieldsOf(message) ?? {};
  const blocks: readonly unknown[] = Array.isArray(content) ? content : [];
  return [
    { type: 'message_start', message },
    ...blocks.flatMap((block, index) => [
      { type: 'content_block_start', index, content_block: block },
      { type: 'content_block_stop', index },
    ]),
    { type: 'message_delta', delta: { stop_reason: reason, stop_details: details }, usage },
    { type: 'message_stop' },
  ];
}
