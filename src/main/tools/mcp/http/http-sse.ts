import { createHttpChannel, drop } from './http-channel.ts';
import type { HttpAddress } from './http-channel.ts';
import { reasonOf } from './http-failure.ts';
import { readEvents } from './read-body.ts';
import type { Wire, WireEvents } from './wire.ts';

/**
 * HTTP with SSE, 2024-11-05: one stream brings all that the server says, and its first event names the address that
 * takes messages. Resolves when that is known.
 */
export async function openHttpSse(
  address: HttpAddress,
  { onMessage, onLost }: WireEvents,
  { closed }: { readonly closed: AbortSignal },
): Promise<Wire> {
  const { url } = address;
  let version: string | undefined;
  const channel = createHttpChannel(address, onMessage, () => version !== undefined);
  const response = await channel.ask({
    url,
    method: 'GET',
    headers: { accept: 'text/event-stream' },
    signal: closed,
  });
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok || response.body === null) throw channel.refusal(response);
  if (!/^text\/event-stream\b/i.test(type)) {
    drop(response);
    throw channel.failure({ cause: 'answer-unreadable' });
  }
  const endpoint = Promise.withResolvers<string>();
  endpoint.promise.catch(() => undefined); // whoever opens it hears of it
  const { body } = response;
  void read();

  async function read(): Promise<void> {
    let broken: unknown;
    try {
      await readEvents(body, { lastEventId: undefined, retryMs: undefined }, ({ event, data }) => {
        if (event === 'endpoint') endpoint.resolve(data);
        else channel.take(data)?.forEach(channel.deliver);
        return false;
      });
    } catch (error) {
      broken = error;
    }
    const error = channel.failure({ cause: 'closed', reason: reasonOf(broken) }, broken);
    endpoint.reject(error);
    onLost(error);
  }

  const given = await endpoint.promise;
  const target = URL.canParse(given, url) ? new URL(given, url) : undefined;
  // Messages, and what authorizes them, would go to somebody nobody agreed to.
  if (target === undefined || target.origin !== new URL(url).origin)
    throw channel.failure({ cause: 'address-moved' });

  return {
    async send(message) {
      const answer = await channel.ask({
        url: target.href,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'mcp-protocol-version': version },
        body: channel.noteSent(message),
        signal: closed,
      });
      if (!answer.ok) throw channel.refusal(answer);
      drop(answer);
    },
    agreed(agreedVersion) {
      version = agreedVersion;
    },
    // The stream ends with the connection.
    leave: async () => {},
  };
}
