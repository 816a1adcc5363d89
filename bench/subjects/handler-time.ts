import { createAnthropic } from '../../src/main/providers/anthropic/anthropic.ts';
import { percentile } from '../harness/statistics.ts';
import type { Subjects } from '../harness/subject.ts';
import { anthropicWire } from '../servers/anthropic-wire.ts';
import { textEvents } from '../servers/wire.ts';
import { apiKey, request } from './open-adapter.ts';

/** How long one event is in our hands: from the bytes of its own read to the batch it became. No network. */
export const subjects: Subjects = {
  adapter: async () => ({
    async run(n) {
      const events = textEvents(anthropicWire, n).map((event) => new TextEncoder().encode(event));
      let handedOverAt = 0;
      let next = 0;
      const body = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            const event = events[next++];
            handedOverAt = performance.now();
            if (event === undefined) controller.close();
            else controller.enqueue(event);
          },
        },
        // Nothing is fetched ahead: a read is for one event, asked for when the last one is done.
        { highWaterMark: 0 },
      );
      const response = new Response(body, { headers: { 'content-type': 'text/event-stream' } });
      const provider = createAnthropic(
        { apiKey, baseUrl: 'http://127.0.0.1' },
        { fetch: () => Promise.resolve(response) },
      );
      const times: number[] = [];
      for await (const batch of provider.stream(request(), {
        signal: new AbortController().signal,
      })) {
        const took = performance.now() - handedOverAt;
        if (batch[0]?.type === 'text-delta') times.push(took);
      }
      if (times.length !== n) throw new Error(`${times.length} pieces of ${n} arrived`);
      return { p50: percentile(times, 50), p99: percentile(times, 99), max: Math.max(...times) };
    },
  }),
};
