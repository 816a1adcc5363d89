import { z } from 'zod';
import { toWire } from '../../../shared/errors.ts';
import {
  answered,
  modelOf,
  oneEach,
  readRecords,
  stillRunning,
  unreadable,
} from '../batch-results.ts';
import type { Ending } from '../batch-results.ts';
import type { Batches, BatchPrompt, BatchResult } from '../batches.ts';
import type { AdapterCalls } from '../http/adapter-calls.ts';
import { answerError } from '../http/answer-error.ts';
import type { ErrorVocabulary } from '../http/answer-error.ts';
import type { Client } from '../http/client.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import { readJson } from '../http/read-json.ts';
import type { AnswerDecoder } from '../http/stream-answer.ts';
import type { CallFacts } from '../http/vendor.ts';
import type { ModelRequest } from '../provider.ts';

export interface FileBatchesOptions {
  readonly client: Client;
  readonly calls: Pick<AdapterCalls, 'factsOf' | 'once'>;
  readonly vocabulary: ErrorVocabulary;
  /** Where each of the requests would go by itself. */
  readonly endpoint: '/v1/responses' | '/v1/chat/completions';
  /** A request as it would be sent by itself. */
  readonly bodyOf: (request: ModelRequest) => Fields;
  readonly decoderOf: (request: ModelRequest) => AnswerDecoder;
  /** An answer in one piece, as events that the decoder knows. */
  readonly eventsOf: (answer: Fields | undefined) => readonly unknown[];
}

const count = z.number().int().nonnegative().default(0);
const idSchema = z.string().min(1).max(256);
const fileSchema = z.object({ id: idSchema });
const batchSchema = z.object({
  id: idSchema,
  status: z.enum([
    'validating',
    'in_progress',
    'finalizing',
    'cancelling',
    'completed',
    'failed',
    'expired',
    'cancelled',
  ]),
  output_file_id: idSchema.nullish(),
  error_file_id: idSchema.nullish(),
  request_counts: z.object({ total: count, completed: count, failed: count }).nullish(),
  errors: z.object({ data: z.array(z.unknown()).nullish() }).nullish(),
});
type Batch = z.infer<typeof batchSchema>;

/**
 * Batches as OpenAI has them, and whoever speaks like it: a file of requests goes up, files of answers and of errors
 * come down. Each line stands for itself.
 */
export function createFileBatches(options: FileBatchesOptions): Batches {
  const { client, vocabulary, endpoint, bodyOf } = options;
  const { factsOf, once } = options.calls;
  const at = (id: string, what = '') => `/batches/${encodeURIComponent(id)}${what}`;

  async function upload(
    prompts: readonly BatchPrompt[],
    call: { readonly signal: AbortSignal; readonly facts: CallFacts },
  ): Promise<string> {
    const lines = prompts.map(({ id, request }) => {
      // The whole of an answer is asked for: nobody watches it grow.
      const { stream: _, stream_options: __, ...body } = bodyOf(request);
      return `${JSON.stringify({ custom_id: id, method: 'POST', url: endpoint, body })}\n`;
    });
    const form = new FormData();
    form.set('purpose', 'batch');
    form.set('file', new Blob(lines, { type: 'application/jsonl' }), 'batch.jsonl');
    return (await readJson(await client.post('/files', form, call), fileSchema, call.facts)).id;
  }

  async function look(id: string, signal: AbortSignal): Promise<Batch> {
    const facts = factsOf();
    return once(signal, facts, async () =>
      readJson(await client.get(at(id), {}, { signal, facts }), batchSchema, facts),
    );
  }

  async function* read(
    file: string,
    promptOf: (id: string) => BatchPrompt | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<BatchResult, void, void> {
    const facts = factsOf();
    const path = `/files/${encodeURIComponent(file)}/content`;
    const response = await once(signal, facts, () =>
      client.get(path, {}, { signal, facts, accept: 'application/binary' }),
    );
    for await (const line of readRecords(response, { once, facts, signal })) {
      const prompt = promptOf(textOf(line['custom_id']) ?? '');
      if (prompt !== undefined) yield await toResult(prompt, line);
    }
  }

  async function toResult({ id, request }: BatchPrompt, line: Fields): Promise<BatchResult> {
    const facts = factsOf(request.model);
    const failed = fieldsOf(line['error']);
    const code = failed?.['code'];
    if (code === 'batch_expired') return { id, state: 'expired' };
    if (code === 'batch_cancelled') return { id, state: 'cancelled' };
    const response = fieldsOf(line['response']);
    const said = response?.['status_code'];
    const status = typeof said === 'number' ? said : undefined;
    if (failed === undefined && status === 200) {
      const events = options.eventsOf(fieldsOf(response?.['body']));
      return answered(id, events, options.decoderOf(request), facts);
    }
    if (failed === undefined && status === undefined)
      return { id, state: 'failed', error: toWire(unreadable(facts)) };
    const refusal =
      failed === undefined || (status !== undefined && status >= 400)
        ? { status, headers: undefined, body: response?.['body'] }
        : {
            status: code === 'request_timeout' ? 408 : undefined,
            headers: undefined,
            body: { error: failed },
          };
    return { id, state: 'failed', error: toWire(answerError(refusal, vocabulary, facts)) };
  }

  /** What became of a prompt that is in neither file. */
  function endingOf({ status, errors }: Batch): Ending {
    if (status === 'cancelled') return { state: 'cancelled' };
    if (status === 'expired') return { state: 'expired' };
    const facts = factsOf();
    const [error] = errors?.data ?? [];
    if (status !== 'failed' || error === undefined)
      return { state: 'failed', error: toWire(unreadable(facts)) };
    // The file was refused whole, for what the vendor found in one of its lines.
    const refusal = { status: 400, headers: undefined, body: { error } };
    return { state: 'failed', error: toWire(answerError(refusal, vocabulary, facts)) };
  }

  return {
    async create(prompts, { signal }) {
      const facts = factsOf(modelOf(prompts));
      const call = { signal, facts };
      return once(signal, facts, async () => {
        const asked = {
          input_file_id: await upload(prompts, call),
          endpoint,
          completion_window: '24h',
        };
        return (await readJson(await client.post('/batches', asked, call), batchSchema, facts)).id;
      });
    },
    async status(id, { signal }) {
      const batch = await look(id, signal);
      const { total, completed, failed } = batch.request_counts ?? countsOfNone;
      const rest = Math.max(0, total - completed - failed);
      const state = stateOf(batch);
      return {
        state,
        waiting: state === 'ended' ? 0 : rest,
        succeeded: completed,
        failed: failed + (batch.status === 'failed' || batch.status === 'completed' ? rest : 0),
        cancelled: batch.status === 'cancelled' ? rest : 0,
        expired: batch.status === 'expired' ? rest : 0,
      };
    },
    async *results(id, prompts, { signal }) {
      const batch = await look(id, signal);
      if (stateOf(batch) !== 'ended') throw stillRunning(factsOf());
      const files = [batch.output_file_id, batch.error_file_id].filter((file) => file != null);
      yield* oneEach(
        prompts,
        async function* (promptOf) {
          for (const file of files) yield* read(file, promptOf, signal);
        },
        () => endingOf(batch),
      );
    },
    async cancel(id, { signal }) {
      const facts = factsOf();
      await once(signal, facts, async () => {
        const response = await client.post(at(id, '/cancel'), {}, { signal, facts });
        await readJson(response, batchSchema, facts);
      });
    },
  };
}

const countsOfNone = { total: 0, completed: 0, failed: 0 };

function stateOf({ status }: Batch): 'running' | 'cancelling' | 'ended' {
  if (status === 'cancelling') return 'cancelling';
  return ['validating', 'in_progress', 'finalizing'].includes(status) ? 'running' : 'ended';
}
