import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeClock } from '../../../shared/clock.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { StreamPart } from '../stream-part.ts';
import { withWatchdog } from '../policies/with-watchdog.ts';
import { ask, request } from './__fixtures__/ask.ts';
import { bytesOf, fetchOf } from '../__fixtures__/cut-bytes.ts';
import { sendStream, serve } from '../__fixtures__/serve.ts';
import {
  blockStop,
  ended,
  shortAnswer,
  start,
  stop,
  text,
  textStart,
  toSse,
} from './__fixtures__/wire.ts';
import { createAnthropic } from './anthropic.ts';

const secret = 'the-words-nobody-may-repeat';
const apiKey = 'sk-ant-canary-0123456789';
const begun = [start, textStart, text(secret)].map(toSse).join('');
const timeouts = { connectSeconds: 30, stalledAfterSeconds: 10, idleSeconds: 60 };

const writes = [
  ...(['debug', 'info', 'log', 'warn', 'error'] as const).map(
    (method) => () => vi.spyOn(console, method),
  ),
  () => vi.spyOn(process.stdout, 'write'),
  () => vi.spyOn(process.stderr, 'write'),
];
let spies: ReturnType<(typeof writes)[number]>[] = [];

beforeEach(() => {
  spies = writes.map((spy) => spy());
});
afterEach(() => {
  for (const spy of spies) {
    expect(JSON.stringify(spy.mock.calls)).not.toMatch(new RegExp(`${secret}|${apiKey}`));
    spy.mockRestore();
  }
});

function askAt(
  url: string,
  onDropped?: (dropped: ReadonlyMap<string, number>) => void,
): Promise<StreamPart[]> {
  const provider = createAnthropic(
    { apiKey, baseUrl: url },
    onDropped === undefined ? {} : { onDropped },
  );
  return ask(provider, {
    ...request,
    messages: [{ role: 'user', parts: [{ type: 'text', text: secret }] }],
  });
}

/** The one error that ended it, after everything else was looked through for what it must not say. */
function errorOf(parts: readonly StreamPart[]) {
  expect(parts.filter(({ type }) => type === 'error' || type === 'finish')).toHaveLength(1);
  const last = parts.at(-1);
  if (last?.type !== 'error') throw new Error('It did not end with an error.');
  expect(JSON.stringify(last)).not.toMatch(new RegExp(`${secret}|${apiKey}`));
  return last.error;
}

/** A server that is asked and never answers. */
async function serveSilence() {
  const asked = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  const server = await serve((response) => {
    response.on('close', () => closed.resolve());
    asked.resolve();
  });
  return { ...server, asked: asked.promise, closed: closed.promise };
}

const createWatched = (baseUrl: string, clock: Clock) =>
  withWatchdog(
    createAnthropic({ apiKey, baseUrl }),
    () => timeouts,
    clock,
    () => 'bug',
  );

describe('a server that goes wrong', () => {
  it('never answers', async () => {
    await using server = await serveSilence();
    const clock = createFakeClock();
    const provider = createWatched(server.url, clock);
    void server.asked.then(() => clock.advance(10_000));
    const seen: StreamPart[] = [];
    for await (const batch of provider.stream(request, { signal: new AbortController().signal })) {
      seen.push(...batch);
      // Each silence begins when the next batch is waited for, which is after this turn.
      setImmediate(() => clock.advance(20_000));
    }
    expect(seen.map(({ type }) => type)).toStrictEqual(['stalled', 'error']);
    expect(errorOf(seen).code).toBe('timed-out');
    await server.closed;
  });

  it('falls silent after the headers', async () => {
    const closed = Promise.withResolvers<void>();
    await using server = await serve((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      response.on('close', () => closed.resolve());
    });
    const clock = createFakeClock();
    const provider = createWatched(server.url, clock);
    const seen: StreamPart['type'][] = [];
    for await (const batch of provider.stream(request, { signal: new AbortController().signal })) {
      seen.push(...batch.map(({ type }) => type));
      // Each silence begins when the next batch is waited for, which is after this turn.
      setImmediate(() => clock.advance(50_000));
    }
    expect(seen).toStrictEqual(['connected', 'stalled', 'error']);
    await closed.promise;
  });

  it('ends without a terminal event', async () => {
    await using server = await serve((response) => sendStream(response, begun));
    const parts = await askAt(server.url);
    expect(errorOf(parts)).toMatchObject({ code: 'stream-truncated', retryable: true });
    expect(parts).toContainEqual({ type: 'text-delta', id: '0', delta: secret });
  });

  it('says why it stopped, but not that it did', async () => {
    const cut = [start, textStart, text('Hi'), blockStop(), ended()].map(toSse).join('');
    await using server = await serve((response) => sendStream(response, cut));
    expect(errorOf(await askAt(server.url)).code).toBe('stream-truncated');
  });

  it.each([
    ['no reason', [start, textStart, text('Hi'), blockStop(), stop]],
    ['an empty reason', [start, textStart, text('Hi'), blockStop(), ended(null), stop]],
  ])('stops for %s', async (_, events) => {
    await using server = await serve((response) =>
      sendStream(response, events.map(toSse).join('')),
    );
    expect(errorOf(await askAt(server.url)).code).toBe('stream-truncated');
  });

  it.each([
    ['text/html; charset=utf-8', `<html>${secret}</html>`],
    ['application/json', JSON.stringify({ [secret]: 1 })],
    [undefined, begun],
  ])('answers 200 with %s', async (contentType, body) => {
    await using server = await serve((response) => {
      response.writeHead(200, contentType === undefined ? {} : { 'content-type': contentType });
      response.end(body);
    });
    const error = errorOf(await askAt(server.url));
    expect(error).toMatchObject({
      code: 'bad-response',
      details: { host: server.host, httpStatus: 200 },
    });
  });

  it('answers 200 with a page that never ends', async () => {
    const closed = Promise.withResolvers<void>();
    await using server = await serve((response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.write('<html>');
      response.on('close', () => closed.resolve());
    });
    expect(errorOf(await askAt(server.url)).code).toBe('bad-response');
    await closed.promise;
  });

  it('sends JSON that is none, after words that are kept', async () => {
    const broken = `${begun}event: content_block_delta\ndata: {"type": "content_block_delta", "${secret}\n\n${shortAnswer}`;
    await using server = await serve((response) => sendStream(response, broken));
    const parts = await askAt(server.url);
    expect(errorOf(parts).code).toBe('bad-response');
    expect(parts).toContainEqual({ type: 'text-delta', id: '0', delta: secret });
    for (const size of [1, 7, 64]) {
      const provider = createAnthropic(
        { apiKey, baseUrl: undefined },
        { fetch: fetchOf(bytesOf(broken, size)) },
      );
      expect((await ask(provider)).slice(1)).toStrictEqual(parts.slice(1));
    }
  });

  it('reports an error in the middle of the answer', async () => {
    const failing = begun + toSse(overloaded) + shortAnswer;
    await using server = await serve((response) => sendStream(response, failing));
    const parts = await askAt(server.url);
    expect(errorOf(parts)).toMatchObject({
      code: 'provider-failed',
      details: { type: 'overloaded_error' },
    });
    expect(parts).toContainEqual({ type: 'text-delta', id: '0', delta: secret });
  });

  it('resets the connection in the middle of the answer', async () => {
    await using server = await serve((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(begun, () => response.socket?.resetAndDestroy());
    });
    const error = errorOf(await askAt(server.url));
    expect(error).toMatchObject({ code: 'network-failed', details: { host: server.host } });
    expect(error.message).toContain(server.host);
  });

  it('asks to wait for a day, which is said and not done', async () => {
    await using server = await serve((response) => {
      response.writeHead(429, {
        'content-type': 'application/json',
        'retry-after': '86400',
        'request-id': 'req_9',
      });
      response.end(
        JSON.stringify({ type: 'error', error: { type: 'rate_limit_error', message: secret } }),
      );
    });
    const clock = createFakeClock(1_000);
    const parts = await ask(createAnthropic({ apiKey, baseUrl: server.url }, { clock }));
    expect(errorOf(parts)).toStrictEqual({
      code: 'rate-limited',
      message:
        'Anthropic is getting too many requests from this key (HTTP 429). It takes new ones again from 1970-01-02 00:00:01 UTC.',
      retryable: true,
      details: {
        situation: 'no-room-until',
        provider: 'anthropic',
        providerName: 'Anthropic',
        httpStatus: 429,
        requestId: 'req_9',
        type: 'rate_limit_error',
        host: server.host,
        model: request.model,
        retryAt: 86_401_000,
      },
    });
    expect(server.received).toHaveLength(1);
  });

  it.each([301, 302, 307, 308])(
    'sends the request on to another host with %i, which hears nothing',
    async (status) => {
      await using other = await serve((response) => sendStream(response, shortAnswer));
      await using server = await serve((response) => {
        response.writeHead(status, { location: `${other.url}/v1/messages` });
        response.end();
      });
      const error = errorOf(await askAt(server.url));
      expect(error.code).toBe('network-failed');
      expect(error.message).toContain(server.host);
      expect(server.received).toHaveLength(1);
      expect(other.received).toHaveLength(0);
    },
  );

  it('is not there', async () => {
    let url = '';
    let host = '';
    {
      await using server = await serve(() => {});
      ({ url, host } = server);
    }
    const error = errorOf(await askAt(url));
    expect(error).toMatchObject({
      code: 'network-failed',
      details: { host, reason: 'ECONNREFUSED' },
    });
    expect(error.message).toContain(host);
  });

  it('repeats the key and the prompt in its refusal', async () => {
    await using server = await serve((response, { headers, body }) => {
      const said = `${headers.authorization} ${body}`;
      response.writeHead(400, {
        'content-type': 'application/json',
        'request-id': said.replace(/\s+/g, ' '),
      });
      response.end(
        JSON.stringify({
          error: {
            type: said,
            message: `messages.0.content: ${said}`,
            details: { error_code: said },
          },
        }),
      );
    });
    expect(errorOf(await askAt(server.url))).toStrictEqual({
      code: 'invalid-input',
      message: 'Anthropic did not accept the request (HTTP 400): it objects to messages.0.content.',
      retryable: false,
      details: {
        situation: 'field-refused',
        provider: 'anthropic',
        providerName: 'Anthropic',
        httpStatus: 400,
        host: server.host,
        model: request.model,
        field: 'messages.0.content',
      },
    });
  });

  it('never ends what it says about its own failure', async () => {
    const closed = Promise.withResolvers<void>();
    await using server = await serve((response) => {
      response.writeHead(500, { 'content-type': 'text/html' });
      response.on('close', () => closed.resolve());
      const more = () => {
        while (!response.destroyed && response.write(secret.repeat(1000)));
        response.once('drain', more);
      };
      more();
    });
    expect(errorOf(await askAt(server.url))).toMatchObject({
      code: 'provider-failed',
      details: { httpStatus: 500 },
    });
    await closed.promise;
  });

  it('keeps the connection open after the last event', async () => {
    const closed = Promise.withResolvers<void>();
    await using server = await serve((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(shortAnswer);
      response.on('close', () => closed.resolve());
    });
    expect((await askAt(server.url)).at(-1)).toMatchObject({ type: 'finish', reason: 'stop' });
    await closed.promise;
  });

  it('sends more after the last event, which is not read', async () => {
    const parts = await ask(
      createAnthropic(
        { apiKey, baseUrl: undefined },
        { fetch: fetchOf(bytesOf(shortAnswer + begun)) },
      ),
    );
    expect(parts.at(-1)).toMatchObject({ type: 'finish' });
    expect(JSON.stringify(parts)).not.toContain(secret);
  });

  it('sends comments, ids, retries, fields of its own and data in several lines', async () => {
    const [first, second] = JSON.stringify(text('two lines')).split(/(?<=0,)/);
    const odd = [
      `: ${secret}\n\nretry: soon\n\nid: 7\nretry: 10\n${toSse(start)}`,
      `${secret}: x\n${toSse(textStart)}: comment\n`,
      `event: content_block_delta\ndata: ${first}\ndata: ${second}\nid: 8\n\n`,
      [blockStop(), ended(), stop].map(toSse).join(''),
    ].join('');
    await using server = await serve((response) => sendStream(response, `\uFEFF${odd}`));
    const parts = await askAt(server.url);
    expect(parts).toContainEqual({ type: 'text-delta', id: '0', delta: 'two lines' });
    expect(parts.at(-1)).toMatchObject({ type: 'finish' });
  });

  it('cuts characters apart and sends bytes that are none', async () => {
    const words = 'Grüße, 世界, 👩‍👩‍👧!';
    const answer = [start, textStart, text(words), blockStop(), ended(), stop].map(toSse).join('');
    const provider = createAnthropic(
      { apiKey, baseUrl: undefined },
      { fetch: fetchOf(bytesOf(answer, 1)) },
    );
    expect(await ask(provider)).toContainEqual({ type: 'text-delta', id: '0', delta: words });

    const bytes = bytesOf(answer);
    const broken = bytes.map((piece) => piece.map((byte) => (byte === 0xc3 ? 0xff : byte)));
    const parts = await ask(
      createAnthropic({ apiKey, baseUrl: undefined }, { fetch: fetchOf(broken) }),
    );
    expect(parts.at(-1)).toMatchObject({ type: 'finish' });
  });

  it('says things that nobody here knows, which are passed over and counted', async () => {
    const strange = [
      { type: 'rate_limit_notice', text: secret },
      start,
      { type: 'content_block_start', index: 0, content_block: { type: 'hologram', data: secret } },
      { type: 'content_block_delta', index: 0, delta: { type: 'hologram_delta', data: secret } },
      blockStop(),
      { type: secret },
      ended(),
      stop,
    ];
    await using server = await serve((response) =>
      sendStream(response, strange.map(toSse).join('')),
    );
    const counted: [string, number][] = [];
    const parts = await askAt(server.url, (dropped) => counted.push(...dropped));
    expect(parts.map(({ type }) => type)).toStrictEqual([
      'connected',
      'response-start',
      'usage',
      'usage',
      'finish',
    ]);
    expect(counted).toStrictEqual([
      ['rate_limit_notice', 1],
      ['hologram', 1],
      ['hologram_delta', 1],
      ['other', 1],
    ]);
  });
});

describe('a person who stops', () => {
  it.each(['by the signal', 'by leaving the loop'])('ends the request %s', async (how) => {
    const closed = Promise.withResolvers<void>();
    await using server = await serve((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(begun);
      response.on('close', () => closed.resolve());
    });
    const stopped = new AbortController();
    const provider = createAnthropic({ apiKey, baseUrl: server.url });
    const seen: StreamPart[] = [];
    for await (const batch of provider.stream(request, { signal: stopped.signal })) {
      seen.push(...batch);
      if (!batch.some(({ type }) => type === 'text-delta')) continue;
      if (how === 'by leaving the loop') break;
      stopped.abort();
    }
    expect(seen.map(({ type }) => type)).not.toContain('error');
    await closed.promise;
  });

  it('ends a request that was not answered yet', async () => {
    await using server = await serveSilence();
    const stopped = new AbortController();
    const parts = ask(createAnthropic({ apiKey, baseUrl: server.url }), request, stopped.signal);
    await server.asked;
    stopped.abort();
    expect(await parts).toStrictEqual([]);
    await server.closed;
  });

  it('sends nothing when it was stopped before', async () => {
    await using server = await serve((response) => sendStream(response, shortAnswer));
    expect(
      await ask(createAnthropic({ apiKey, baseUrl: server.url }), request, AbortSignal.abort()),
    ).toStrictEqual([]);
    expect(server.received).toHaveLength(0);
  });

  it('leaves no listener on a signal that outlives its requests', async () => {
    await using server = await serve((response) => sendStream(response, shortAnswer));
    const provider = createAnthropic({ apiKey, baseUrl: server.url });
    const stopped = new AbortController();
    const warning = vi.fn();
    process.on('warning', warning);
    for (let turn = 0; turn < 15; turn++) await ask(provider, request, stopped.signal);
    await once(setImmediateEmitter(), 'done');
    process.off('warning', warning);
    expect(warning).not.toHaveBeenCalled();
  });
});

const overloaded = { type: 'error', error: { type: 'overloaded_error', message: secret } };

function setImmediateEmitter(): EventTarget {
  const target = new EventTarget();
  setImmediate(() => target.dispatchEvent(new Event('done')));
  return target;
}
