import { ORPCError, createORPCClient } from '@orpc/client';
import type { ClientLink } from '@orpc/client';
import { createStore } from 'zustand/vanilla';
import type { Client } from '../../shared/contract/index.ts';
import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import { assertFits } from './assert-fits.ts';
import type { Bridge, Connection } from './bridge.ts';
import { fullJitter } from './full-jitter.ts';
import { toAppError } from './to-app-error.ts';
import type { Transport } from './transport.ts';

/** A call made while the page reconnects waits this long for it. */
const patienceMs = 5_000;
/** Nothing the page asks takes longer; streams are only timed until they begin. */
const answerMs = 45_000;
/** A connection that lasted this long was a good one, so the next tries start from the beginning. */
const goodAfterMs = 5_000;

export interface BridgeOptions {
  /** Rejects when there is no way in right now. */
  readonly open: () => Promise<Transport>;
  /** Asked after a refusal; rejects when the door cannot be reached at all. */
  readonly isSignedIn: () => Promise<boolean>;
  /** Calls back when a new try is likely to work. */
  readonly onWake: (callback: () => void) => () => void;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Keeps one connection to the core, and comes back by itself when it is lost. */
export function createBridge({ open, isSignedIn, onWake, clock, random }: BridgeOptions): Bridge {
  const connection = createStore<Connection>(() => ({ status: 'connecting' }));
  const ended = new AbortController();
  let transport: Transport | null = null;
  let wake = () => {};

  async function keepConnected(): Promise<void> {
    let attempt = 0;
    while (!ended.signal.aborted) {
      const opened = await open().catch(() => null);
      if (ended.signal.aborted) return opened?.close();
      if (opened === null) {
        if (await isRefused()) connection.setState({ status: 'signed-out' }, true);
        await pause(fullJitter(attempt++, random));
        continue;
      }
      transport = opened;
      const since = clock.now();
      connection.setState({ status: 'connected' }, true);
      await opened.closed;
      transport = null;
      if (ended.signal.aborted) return;
      connection.setState({ status: 'connecting' }, true);
      if (clock.now() - since >= goodAfterMs) attempt = 0;
      else await pause(fullJitter(attempt++, random));
    }
  }

  async function isRefused(): Promise<boolean> {
    try {
      return !(await isSignedIn());
    } catch {
      return false; // nobody answers: that is offline, not signed out
    }
  }

  async function pause(ms: number): Promise<void> {
    if (connection.getState().status !== 'signed-out') {
      connection.setState({ status: 'offline', retryAt: clock.now() + ms }, true);
    }
    await new Promise<void>((resolve) => {
      const cancel = clock.after(ms, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });
    wake = () => {};
  }

  /** Rejects with an AppError once patience has run out. */
  async function current(signal: AbortSignal | undefined): Promise<Transport> {
    if (transport === null) {
      const patience = new AbortController();
      const cancel = clock.after(patienceMs, () => patience.abort());
      try {
        await connected(
          AbortSignal.any([
            patience.signal,
            ended.signal,
            ...(signal === undefined ? [] : [signal]),
          ]),
        );
      } catch (error) {
        if (signal?.aborted === true) throw error;
      } finally {
        cancel();
      }
    }
    if (transport !== null) return transport;
    throw connection.getState().status === 'signed-out' ? signedOut() : unreachable();
  }

  function connected(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        if (signal.aborted) reject(signal.reason);
        else if (transport !== null) resolve();
        else return;
        unsubscribe();
        signal.removeEventListener('abort', settle);
      };
      const unsubscribe = connection.subscribe(settle);
      signal.addEventListener('abort', settle);
      settle();
    });
  }

  const link: ClientLink<Record<never, never>> = {
    async call(path, input, options) {
      assertFits(input);
      const { signal } = options;
      const used = await current(signal);
      const tooLate = new AbortController();
      const cancel = clock.after(answerMs, () => tooLate.abort());
      const translate = (error: unknown): unknown => {
        if (signal?.aborted === true) return error;
        if (tooLate.signal.aborted) return slow();
        // Whatever went wrong at the other end comes as an ORPCError; the rest is the connection's.
        return error instanceof ORPCError ? toAppError(error) : lost(error);
      };
      try {
        const answer = await used.link.call(path, input, {
          ...options,
          signal: AbortSignal.any([tooLate.signal, ...(signal === undefined ? [] : [signal])]),
        });
        return isAsyncIterable(answer) ? translated(answer, translate) : answer;
      } catch (error) {
        throw translate(error);
      } finally {
        cancel();
      }
    },
  };

  const retryNow = () => wake();
  const stopListening = onWake(retryNow);
  void keepConnected(); // runs until closed; every failure in it is a state of the connection

  return {
    client: createORPCClient<Client>(link),
    connection,
    connected,
    retryNow,
    close() {
      ended.abort();
      stopListening();
      transport?.close();
      wake();
    },
  };
}

async function* translated(
  stream: AsyncIterable<unknown>,
  translate: (error: unknown) => unknown,
): AsyncGenerator<unknown, void, void> {
  try {
    yield* stream;
  } catch (error) {
    throw translate(error);
  }
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function unreachable(): AppError {
  return new AppError(
    'network-failed',
    'Tina does not answer. Is it still running? This page keeps trying.',
    { situation: 'tina-unreachable' },
  );
}

function lost(cause: unknown): AppError {
  return new AppError('network-failed', 'The connection to Tina was lost before it answered.', {
    situation: 'tina-lost',
    cause,
  });
}

function slow(): AppError {
  return new AppError('timed-out', 'Tina did not answer in time.', { situation: 'slow-tina' });
}

function signedOut(): AppError {
  return new AppError(
    'permission-denied',
    'This browser is signed out. Reload the page to sign in again.',
    { situation: 'signed-out' },
  );
}
