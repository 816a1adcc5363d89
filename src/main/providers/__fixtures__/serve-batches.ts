import type { Batches, BatchResult } from '../batches.ts';
import type { ModelRequest, Provider } from '../provider.ts';
import { allOf } from './all-of.ts';
import { serve } from './serve.ts';
import type { Received, Served } from './serve.ts';

/** Text is sent as it is, everything else as JSON; `lost`: the connection ends without an answer. */
export type BatchAnswer = { readonly status?: number; readonly body: unknown } | 'lost';

export interface ServedBatches {
  readonly server: Served;
  readonly batches: Batches;
  /** What was asked so far, as `GET /path`. */
  asked(): readonly string[];
  /** Of the prompts with these ids. */
  results(...ids: readonly string[]): Promise<readonly BatchResult[]>;
}

/** A vendor that answers like this, and the batches of the adapter that `make` makes for its address. */
export async function serveBatches(
  {
    make,
    request,
    batch,
  }: {
    readonly make: (url: string) => Provider;
    readonly request: ModelRequest;
    /** The vendor's id of the one that `results` asks for. */
    readonly batch: string;
  },
  answer: (asked: Received) => BatchAnswer,
): Promise<ServedBatches> {
  const server = await serve((response, asked) => {
    const said = answer(asked);
    if (said === 'lost') return void response.destroy();
    const { status = 200, body } = said;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  const { batches } = make(server.url);
  if (batches === undefined) throw new Error('There are no batches.');
  const { signal } = new AbortController();
  return {
    server,
    batches,
    asked: () => server.received.map(({ method, path }) => `${method} ${path}`),
    results: (...ids) =>
      allOf(
        batches.results(
          batch,
          ids.map((id) => ({ id, request })),
          { signal },
        ),
      ),
  };
}
