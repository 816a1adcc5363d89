import { z } from 'zod';
import { AppError, toWire } from '../../../shared/errors.ts';
import { answered, modelOf, oneEach, stillRunning, unreadable } from '../batch-results.ts';
import type { Ending } from '../batch-results.ts';
import type { Batches, BatchPrompt, BatchResult } from '../batches.ts';
import type { AdapterCalls } from '../http/adapter-calls.ts';
import { answerError } from '../http/answer-error.ts';
import type { Client } from '../http/client.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import { readJson } from '../http/read-json.ts';
import type { AnswerDecoder } from '../http/stream-answer.ts';
import type { ModelRequest } from '../provider.ts';
import { googleErrors } from './errors.ts';
import { objectsIn } from './objects-in.ts';
import type { RequestBody } from './to-request-body.ts';

export interface BatchesOptions {
  readonly client: Client;
  readonly calls: Pick<AdapterCalls, 'factsOf' | 'once'>;
  readonly bodyOf: (request: ModelRequest) => RequestBody;
  readonly decoderOf: (request: ModelRequest) => AnswerDecoder;
}

/** All of the answers are one body: the vendor takes requests of 20 MB at most this way. */
const maxBytes = 64 * 1024 * 1024;

/** Numbers of 64 bits are texts, and those that are zero are left out. */
const count = z.coerce.number().int().nonnegative().default(0);
const operationSchema = z.object({
  name: z.string().min(1).max(256),
  done: z.boolean().nullish(),
  metadata: z
    .object({
      state: z.string().nullish(),
      batchStats: z
        .object({
          requestCount: count,
          successfulRequestCount: count,
          failedRequestCount: count,
        })
        .nullish(),
      output: z.unknown().optional(),
    })
    .nullish(),
  response: z.unknown().optional(),
  error: z.unknown().optional(),
});
type Operation = z.infer<typeof operationSchema>;

/** The vendor's batches with the requests in them: an operation that runs, and ends with all the answers. */
export function createBatches({ client, calls, bodyOf, decoderOf }: BatchesOptions): Batches {
  const { factsOf, once } = calls;
  const at = (id: string, what = '') =>
    `/v1beta/batches/${encodeURIComponent(id.replace(/^batches\//, ''))}${what}`;

  function look(id: string, signal: AbortSignal): Promise<Operation> {
    const facts = factsOf();
    return once(signal, facts, async () => {
      const response = await client.get(at(id), {}, { signal, facts });
      return readJson(response, operationSchema, facts, maxBytes);
    });
  }

  async function toResult({ id, request }: BatchPrompt, said: Fields): Promise<BatchResult> {
    const facts = factsOf(request.model);
    if (said['error'] != null)
      return { id, state: 'failed', error: toWire(toError(said['error'], request.model)) };
    if (said['response'] == null) return { id, state: 'failed', error: toWire(unreadable(facts)) };
    return answered(id, [said['response']], decoderOf(request), facts);
  }

  function toError(error: unknown, model?: string): AppError {
    const fields = fieldsOf(error);
    const code = fields?.['code'];
    const body = { error: { ...fields, status: fields?.['status'] ?? statuses.get(code) } };
    const status = typeof code === 'number' && code >= 400 ? code : undefined;
    return answerError({ status, headers: undefined, body }, googleErrors, factsOf(model));
  }

  /** What became of a prompt that has no answer. */
  function endingOf(operation: Operation): Ending {
    const state = wordOf(operation);
    if (state === 'CANCELLED') return { state: 'cancelled' };
    if (state === 'EXPIRED') return { state: 'expired' };
    const error = operation.error == null ? unreadable(factsOf()) : toError(operation.error);
    return { state: 'failed', error: toWire(error) };
  }

  return {
    async create(prompts, { signal }) {
      const model = modelOf(prompts);
      const facts = factsOf(model);
      const requests = prompts.map(({ id, request }) => ({
        request: bodyOf(request),
        metadata: { key: id },
      }));
      const batch = { displayName: 'tina', inputConfig: { requests: { requests } } };
      const path = `/v1beta/models/${encodeURIComponent(model)}:batchGenerateContent`;
      return once(signal, facts, async () => {
        const response = await client.post(path, { batch }, { signal, facts });
        return (await readJson(response, operationSchema, facts)).name;
      });
    },
    async status(id, { signal }) {
      const operation = await look(id, signal);
      const stats = operation.metadata?.batchStats;
      const { requestCount = 0, successfulRequestCount = 0, failedRequestCount = 0 } = stats ?? {};
      const rest = Math.max(0, requestCount - successfulRequestCount - failedRequestCount);
      const hasEnded = isOver(operation);
      const ending = endingOf(operation).state;
      const restIf = (is: boolean) => (is ? rest : 0);
      return {
        state: hasEnded ? 'ended' : 'running',
        waiting: restIf(!hasEnded),
        succeeded: successfulRequestCount,
        failed: failedRequestCount + restIf(hasEnded && ending === 'failed'),
        cancelled: restIf(hasEnded && ending === 'cancelled'),
        expired: restIf(hasEnded && ending === 'expired'),
      };
    },
    async *results(id, prompts, { signal }) {
      const operation = await look(id, signal);
      if (!isOver(operation)) throw stillRunning(factsOf());
      yield* oneEach(
        prompts,
        async function* (promptOf) {
          for (const answer of answersIn(operation)) {
            const prompt = promptOf(textOf(fieldsOf(answer['metadata'])?.['key']) ?? '');
            if (prompt !== undefined) yield await toResult(prompt, answer);
          }
        },
        () => endingOf(operation),
      );
    },
    async cancel(id, { signal }) {
      const facts = factsOf();
      await once(signal, facts, async () => {
        const response = await client.post(at(id, ':cancel'), {}, { signal, facts });
        await readJson(response, z.object({}), facts);
      });
    },
  };
}

/** `BATCH_STATE_RUNNING`; some of its interfaces say `JOB_STATE_RUNNING`. */
function wordOf({ metadata }: Operation): string {
  return (metadata?.state ?? '').replace(/^(BATCH|JOB)_STATE_/, '');
}

function isOver(operation: Operation): boolean {
  const ended = ['SUCCEEDED', 'FAILED', 'CANCELLED', 'EXPIRED', 'PARTIALLY_SUCCEEDED'];
  return operation.done === true || ended.includes(wordOf(operation));
}

function answersIn({ metadata, response }: Operation): readonly Fields[] {
  const output = fieldsOf(metadata?.output) ?? fieldsOf(response);
  return objectsIn(fieldsOf(output?.['inlinedResponses'])?.['inlinedResponses']);
}

/** An error within a batch has the number of google.rpc, and not its name; some have that of HTTP. */
const statuses = new Map<unknown, string>([
  [1, 'CANCELLED'],
  [2, 'UNKNOWN'],
  [3, 'INVALID_ARGUMENT'],
  [4, 'DEADLINE_EXCEEDED'],
  [5, 'NOT_FOUND'],
  [7, 'PERMISSION_DENIED'],
  [8, 'RESOURCE_EXHAUSTED'],
  [9, 'FAILED_PRECONDITION'],
  [13, 'INTERNAL'],
  [14, 'UNAVAILABLE'],
  [16, 'UNAUTHENTICATED'],
]);
