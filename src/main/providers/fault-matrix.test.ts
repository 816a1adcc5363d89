import dns from 'node:dns';
import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { Clock } from '../../shared/clock.ts';
import { settingsSchema } from '../../shared/contract/settings.ts';
import type { WireError } from '../../shared/errors.ts';
import { adapters } from './__fixtures__/adapters.ts';
import type { AdapterUnderTest } from './__fixtures__/adapters.ts';
import { request as anyRequest } from './__fixtures__/scripted-provider.ts';
import { serve } from './__fixtures__/serve.ts';
import { createRegistry } from './registry.ts';
import type { StreamPart } from './stream-part.ts';

const key = 'sk-canary-0123456789-abcdef';
const prompt = 'the-words-nobody-may-repeat';
const words = 'Hello there';
/** Of a person, or of a model. */
const privateWords = new RegExp(`${prompt}|${key}|${words}`);

interface Fault {
  readonly name: string;
  /** What the server does with its `number`-th request, from 1. */
  readonly answer?: (to: Answering) => void;
  /** The address that is asked instead of the server's. */
  readonly address?: (served: { readonly host: string; readonly gone: string }) => string;
  /** That the server hears. */
  readonly requests: number;
  /** That were made, heard or not. */
  readonly attempts?: number;
  /** `complete`, or the code of the error it ends with. */
  readonly end: string;
  /** Of the last attempt, where all were used up. */
  readonly lastError?: string;
  readonly text: string;
  /** That the policies waited at least, in ms of their clock. */
  readonly waited?: number;
  /** The watchdog's patience runs out once the server was asked, or said something. */
  readonly isSilent?: boolean;
}

interface Answering {
  readonly adapter: AdapterUnderTest;
  readonly response: ServerResponse;
  readonly number: number;
  readonly elsewhere: string;
}

const stream = { 'content-type': 'text/event-stream' };
const whole = ({ opening, text, closing }: AdapterUnderTest) => opening + text(words) + closing;
const begun = ({ opening, text }: AdapterUnderTest) => opening + text(words);

/** Refuses with this status, every time. */
const refuse =
  (status: number, headers: Record<string, string> = {}) =>
  ({ adapter, response }: Answering) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(adapter.refusal(status)));
  };

/** Says the beginning of an answer and then this, as the end of what it says. */
const say =
  (after: (adapter: AdapterUnderTest) => string) =>
  ({ adapter, response }: Answering) => {
    response.writeHead(200, stream);
    response.end(begun(adapter) + after(adapter));
  };

const tried = { end: 'retries-exhausted', requests: 3, text: '' };

const faults: readonly Fault[] = [
  {
    name: 'nothing goes wrong',
    answer: say(({ closing }) => closing),
    requests: 1,
    end: 'complete',
    text: words,
  },
  {
    name: '429 without Retry-After',
    answer: refuse(429),
    ...tried,
    lastError: 'rate-limited',
    waited: 3_000,
  },
  {
    name: '429 with Retry-After: 7, then an answer',
    answer: (to) =>
      to.number === 1 ? refuse(429, { 'retry-after': '7' })(to) : say(({ closing }) => closing)(to),
    requests: 2,
    end: 'complete',
    text: words,
    // The vendor's answer took a moment of them.
    waited: 6_000,
  },
  {
    name: '429 with Retry-After of a day',
    answer: refuse(429, { 'retry-after': '86400' }),
    requests: 1,
    end: 'rate-limited',
    text: '',
  },
  { name: '500', answer: refuse(500), ...tried, lastError: 'provider-failed', waited: 3_000 },
  {
    name: '500, then an answer',
    answer: (to) => (to.number === 1 ? refuse(500)(to) : say(({ closing }) => closing)(to)),
    requests: 2,
    end: 'complete',
    text: words,
    waited: 1_000,
  },
  {
    name: '502 with a page of HTML',
    answer: ({ response }) => {
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end(`<html>${prompt}</html>`);
    },
    ...tried,
    lastError: 'provider-failed',
  },
  { name: '529', answer: refuse(529), ...tried, lastError: 'provider-failed' },
  {
    name: 'connection refused',
    address: ({ gone }) => `http://${gone}`,
    ...tried,
    requests: 0,
    attempts: 3,
    lastError: 'network-failed',
  },
  {
    name: 'a name that does not exist',
    // Whether this computer asks a name server or has none, the answer is the same.
    address: () => {
      vi.spyOn(dns, 'lookup').mockImplementation(nobody as typeof dns.lookup);
      return 'https://nowhere.invalid';
    },
    requests: 0,
    attempts: 1,
    end: 'network-failed',
    text: '',
  },
  {
    name: 'no TLS where TLS is spoken',
    address: ({ host }) => `https://${host}`,
    requests: 0,
    attempts: 1,
    end: 'network-failed',
    text: '',
  },
  {
    name: 'reset before the headers',
    answer: ({ response }) => response.socket?.resetAndDestroy(),
    ...tried,
    lastError: 'network-failed',
  },
  {
    name: 'reset in the middle',
    answer: ({ adapter, response }) => {
      response.writeHead(200, stream);
      response.write(begun(adapter), () => response.socket?.resetAndDestroy());
    },
    requests: 1,
    end: 'network-failed',
    text: words,
  },
  {
    name: 'silence before the headers',
    answer: () => {},
    ...tried,
    lastError: 'timed-out',
    isSilent: true,
  },
  {
    name: 'silence in the middle',
    answer: ({ adapter, response }) => {
      response.writeHead(200, stream);
      response.write(begun(adapter));
    },
    requests: 1,
    end: 'stream-stalled',
    text: words,
    isSilent: true,
  },
  {
    name: 'an end without a word of farewell',
    answer: say(() => ''),
    requests: 1,
    end: 'stream-truncated',
    text: words,
  },
  {
    name: 'an error in the middle',
    answer: say(({ failure }) => failure),
    requests: 1,
    end: 'provider-failed',
    text: words,
  },
  {
    name: 'JSON that is none',
    answer: say(({ closing }) => `data: {"type": "${prompt}\n\n${closing}`),
    requests: 1,
    end: 'bad-response',
    text: words,
  },
  {
    name: '200 with a page of HTML',
    answer: ({ response }) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(`<html>${prompt}</html>`);
    },
    requests: 1,
    end: 'bad-response',
    text: '',
  },
  {
    name: 'a redirect to another host',
    answer: ({ response, elsewhere }) => {
      response.writeHead(307, { location: elsewhere });
      response.end();
    },
    requests: 1,
    end: 'network-failed',
    text: '',
  },
];

/** What a name server says of a name that nobody has. */
function nobody(name: string, _: object, done: (error: Error) => void): void {
  const error = new Error(`getaddrinfo ENOTFOUND ${name}`);
  setImmediate(() => done(Object.assign(error, { code: 'ENOTFOUND' })));
}

/** Each adapter's row of the table that is printed at the end. */
const table: Record<string, string>[] = [];
afterEach(() => vi.restoreAllMocks());
// The table is what this file is for.
afterAll(() => console.table(table));

describe.each(adapters)('$entry.name', (adapter) => {
  it.each(faults)('meets $name', async (fault) => {
    const run = await meet(adapter, fault);
    table.push({
      fault: fault.name,
      adapter: adapter.entry.id,
      requests: `${run.received.length} (${run.attempts.length} made)`,
      end: run.end,
      text: run.text,
    });
    expect(run.end).toBe(fault.end);
    expect(run.text).toBe(fault.text);
    expect(run.received).toHaveLength(fault.requests);
    expect(run.attempts).toHaveLength(fault.attempts ?? fault.requests);
    expect(run.elsewhere).toHaveLength(0);
    expect(run.waitedMs).toBeGreaterThanOrEqual(fault.waited ?? 0);
    expect(run.logged).not.toMatch(privateWords);
    if (run.error === undefined) return;
    expect((run.error.details?.['lastError'] as WireError | undefined)?.code).toBe(fault.lastError);
    expect(run.error.message).toMatch(/^\S.*\.$/);
    expect(run.error.details).toMatchObject({ provider: adapter.entry.id });
    expect(JSON.stringify(run.error)).not.toMatch(privateWords);
  });
});

async function meet(adapter: AdapterUnderTest, { answer, address, text, isSilent = false }: Fault) {
  const { entry, model, path } = adapter;
  let gone = '';
  {
    await using server = await serve(() => {});
    gone = server.host;
  }
  await using other = await serve((response) => {
    response.writeHead(200, stream);
    response.end(whole(adapter));
  });
  const clock = createHurriedClock();
  await using server = await serve((response) => {
    answer?.({ adapter, response, number: server.received.length, elsewhere: other.url });
    if (isSilent && text === '') setImmediate(clock.loseAllPatience);
  });
  const baseUrl = (address?.({ host: server.host, gone }) ?? server.url) + path;
  const attempts: object[] = [];
  const logged: object[] = [];
  const log = (facts: object) => void logged.push(facts);
  const registry = createRegistry({
    entries: [entry],
    settings: () =>
      settingsSchema.parse({
        providers: { [entry.id]: { baseUrl } },
        streamTimeouts: { connectSeconds: 3600, stalledAfterSeconds: 3000, idleSeconds: 3600 },
      }),
    environment: {},
    storedKeys: () => [{ id: '1', value: key, place: 'session', origin: new URL(baseUrl).origin }],
    record: (attempt) => attempts.push(attempt),
    clock,
    log: { debug: log, info: log, warn: log, error: log },
  });
  try {
    const provider = await registry.get(entry.id, { conversationId: 'c', messageId: 'm' });
    const request = {
      ...anyRequest,
      model,
      messages: [{ role: 'user' as const, parts: [{ type: 'text' as const, text: prompt }] }],
    };
    const parts: StreamPart[] = [];
    const { signal } = new AbortController();
    for await (const batch of provider.stream(request, { signal })) {
      parts.push(...batch);
      // Each silence begins when the next batch is waited for, which is after this turn.
      const goesOn = ({ type }: StreamPart) => type === 'text-delta' || type === 'stalled';
      if (isSilent && parts.some(goesOn)) setImmediate(clock.loseAllPatience);
    }
    const last = parts.at(-1);
    const error = last?.type === 'error' ? last.error : undefined;
    return {
      end: error?.code ?? (last?.type === 'finish' ? 'complete' : 'nothing'),
      error,
      text: parts.map((part) => (part.type === 'text-delta' ? part.delta : '')).join(''),
      received: server.received,
      elsewhere: other.received,
      attempts,
      logged: JSON.stringify(logged),
      waitedMs: clock.waitedMs,
    };
  } finally {
    await registry.dispose();
  }
}

/**
 * A clock on which nobody waits: what is to happen within ten minutes happens at once, and the time is then as if
 * it had been waited for. Longer patience ends when it is told to.
 */
function createHurriedClock(): Clock & { readonly waitedMs: number; loseAllPatience(): void } {
  const longMs = 600_000;
  // The adapters read the computer's clock where a vendor says when to come again.
  const startedAt = Date.now();
  let time = startedAt;
  const patient = new Set<() => void>();
  return {
    now: () => time,
    get waitedMs() {
      return time - startedAt;
    },
    after(ms, callback) {
      if (ms >= longMs) {
        patient.add(callback);
        return () => patient.delete(callback);
      }
      const at = time + ms;
      const soon = setImmediate(() => {
        time = Math.max(time, at);
        callback();
      });
      return () => clearImmediate(soon);
    },
    loseAllPatience() {
      const all = [...patient];
      patient.clear();
      for (const callback of all) callback();
    },
  };
}
