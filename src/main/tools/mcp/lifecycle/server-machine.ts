import type {
  ServerHealth,
  ServerReason,
  ServerState,
  ServerStatus,
} from '../../../../shared/contract/mcp-events.ts';
import type { Clock } from '../../../../shared/clock.ts';
import { AppError, fromWire } from '../../../../shared/errors.ts';
import type { Log } from '../../../host.ts';
import { logBug } from '../../../log-bug.ts';
import { afterFailure } from './after-failure.ts';
import { createBackoff } from './backoff.ts';
import type { Connection, ConnectionEnd, Connector } from './connection.ts';
import { createCurrentStatus } from './current-status.ts';
import { missesUntilDegraded, missesUntilRestart } from './health.ts';
import type { HealthBook, HealthWatch } from './health.ts';
import { createInFlight } from './in-flight.ts';
import type { InFlight } from './in-flight.ts';
import { orAborted } from './or-aborted.ts';
import { createStart } from './start.ts';
import type { Start } from './start.ts';
import { lostConnection } from './lost-connection.ts';
import type { LostCause } from './lost-connection.ts';

/** As long without trouble, and what failed before no longer counts. */
const healthyMs = 60_000;

export interface MachineOptions<C extends Connection> {
  /** The id of the server. */
  readonly server: string;
  readonly enabled: boolean;
  readonly connector: Connector<C>;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly log: Pick<Log, 'error'>;
  readonly book: HealthBook;
  /** Each change of the state, once. */
  readonly onState: (status: ServerStatus) => void;
  /** After each ping. */
  readonly onHealth: (health: ServerHealth) => void;
}

/** What is there while it is ready or degraded. */
export interface Live<C> {
  readonly connection: C;
  readonly calls: InFlight;
  readonly watch: HealthWatch;
}

/** Moves one server through its states. What may be asked of it when is `supervisor.ts`. */
export interface ServerMachine<C> {
  readonly status: ServerStatus;
  readonly live: Live<C> | null;
  /** Settles when what was there last is gone. */
  readonly gone: Promise<void>;
  /** What comes once it is stopped; null while it does not stop. */
  readonly next: Next | null;
  /** Connects, from any state without a connection. `kept`: it goes on though nobody waits. */
  begin(reason: ServerReason, kept: boolean): Start<Live<C>>;
  /** A start that runs goes on though nobody waits. */
  keepStart(): void;
  /** What is there, once it is; all who ask wait for the same start. */
  ready(signal: AbortSignal | undefined): Promise<Live<C>>;
  /** Ends the start or the connection that is there, and goes on as `next` says. */
  leave(cause: LostCause, next: Next, isForced: boolean): void;
  /** What is stopping goes on as `next` says. */
  redirect(next: Next): void;
  /** Waits no longer for what is stopping. */
  force(): void;
  /** From a state with neither start nor connection. */
  rest(reason: ServerReason): void;
  setEnabled(isEnabled: boolean): void;
  /** Nothing starts any more. */
  dispose(): void;
  ended(here: Live<C>, end: ConnectionEnd): void;
  answersAgain(): void;
  forgetFailures(): void;
}

/** What comes once it is stopped. */
export type Next =
  | { readonly type: 'stay'; readonly reason: ServerReason }
  | { readonly type: 'start'; readonly reason: ServerReason }
  | { readonly type: 'retry'; readonly reason: ServerReason; readonly error: AppError };

export function createServerMachine<C extends Connection>(
  options: MachineOptions<C>,
): ServerMachine<C> {
  const { server, clock, random, log, connector, book, onState, onHealth } = options;
  const now = () => clock.now();
  const status = createCurrentStatus(options.enabled ? 'stopped' : 'disabled', now, onState);
  const backoff = createBackoff({ now, random });
  let isEnabled = options.enabled;
  let isDisposed = false;
  let start: Start<Live<C>> | null = null;
  let live: Live<C> | null = null;
  /** Settles when what was there last is gone; nothing starts before. */
  let gone: Promise<void> = Promise.resolve();
  let following: Next | null = null;
  let cancelRetry: () => void = () => {};
  let backoffOver = Promise.withResolvers<void>();

  function enter(
    state: ServerState,
    reason: ServerReason,
    known: { readonly error?: AppError; readonly nextRetryAt?: number } = {},
  ): void {
    if (status.now.state === 'backoff') {
      cancelRetry();
      backoffOver.resolve();
      backoffOver = Promise.withResolvers();
    }
    status.change(state, reason, {
      attempt: backoff.failures,
      nextRetryAt: known.nextRetryAt ?? null,
      era: live?.connection.era ?? null,
      latencyMs: book.health.latencyMs,
      error: known.error,
    });
  }

  function begin(reason: ServerReason, kept: boolean): Start<Live<C>> {
    const last = gone;
    const begun = createStart((signal) => attempt(last, signal), { kept });
    start = begun;
    enter('starting', reason);
    return begun;
  }

  async function attempt(last: Promise<void>, signal: AbortSignal): Promise<Live<C>> {
    await last;
    let connection: C;
    try {
      signal.throwIfAborted();
      connection = await connector.connect({ signal });
    } catch (cause) {
      if (signal.aborted) throw cause;
      const error = asAppError(cause);
      start = null;
      startFailed(error);
      throw error;
    }
    if (signal.aborted) {
      await close(connection, true);
      throw signal.reason;
    }
    start = null;
    return goLive(connection);
  }

  function goLive(connection: C): Live<C> {
    const calls = createInFlight();
    const watch = book.watch({
      ping: (signal) => connection.ping(signal),
      isBusy: () => calls.size > 0,
      onPing: (misses) => pinged(here, misses),
    });
    const here: Live<C> = { connection, calls, watch };
    live = here;
    enter('ready', 'connected');
    void connection.ended.then((end) => ended(here, end));
    return here;
  }

  function startFailed(error: AppError): void {
    switch (afterFailure(error)) {
      case 'consent':
        return enter('needs_consent', 'consent-missing', { error });
      case 'sign-in':
        return enter('needs_auth', 'sign-in-needed', { error });
      case 'stay-failed':
        return enter('failed', 'cannot-start', { error });
      case 'retry':
        return retry('start-failed', error);
    }
  }

  function retry(reason: ServerReason, error: AppError): void {
    const delay = backoff.failed();
    if (delay === null) return enter('failed', 'failed-too-often', { error });
    // Before the state is told: whoever hears of it may start or stop the server.
    cancelRetry = clock.after(delay, () => begin('retry', true));
    enter('backoff', reason, { error, nextRetryAt: now() + delay });
  }

  function ended(here: Live<C>, end: ConnectionEnd): void {
    if (live !== here) return;
    const error = lostConnection(server, 'crashed', end.error ?? undefined);
    connector.eraWasWrong(end.error ?? error, here.connection);
    drop(here, error);
    // It ended, and still something it started may be there.
    gone = close(here.connection, true);
    const needsSignIn = end.error !== null && afterFailure(end.error) === 'sign-in';
    if (needsSignIn) enter('needs_auth', 'sign-in-needed', { error: end.error });
    else retry('ended', error);
  }

  function pinged(here: Live<C>, misses: number): void {
    if (live !== here) return;
    onHealth(book.health);
    if (misses >= missesUntilRestart) {
      const error = lostConnection(server, 'silent');
      leave('silent', { type: 'retry', reason: 'silent', error }, true);
    } else if (misses >= missesUntilDegraded && status.now.state === 'ready') {
      forgetIfHealthy();
      enter('degraded', 'silent');
    } else if (misses === 0) {
      answersAgain();
    }
  }

  function answersAgain(): void {
    if (status.now.state === 'degraded') enter('ready', 'answers-again');
  }

  function forgetIfHealthy(): void {
    if (status.now.state === 'ready' && status.age >= healthyMs) backoff.reset();
  }

  function drop(here: Live<C>, error: AppError): void {
    forgetIfHealthy();
    live = null;
    here.watch.stop();
    here.calls.lose(error);
  }

  let leaving: C | null = null;

  function leave(cause: LostCause, next: Next, isForced: boolean): void {
    const here = live;
    const begun = start;
    following = next;
    start = null;
    const error = lostConnection(server, cause);
    if (here !== null) {
      drop(here, error);
      leaving = here.connection;
      gone = close(here.connection, isForced);
    } else if (begun !== null) {
      begun.abort(error);
      gone = begun.over;
    }
    enter('stopping', next.reason);
    void gone.then(left);
  }

  function left(): void {
    const next = following;
    following = null;
    leaving = null;
    if (next?.type === 'retry') return retry(next.reason, next.error);
    if (next?.type === 'start') return void begin(next.reason, true);
    rest(next?.reason ?? 'asked');
  }

  function rest(reason: ServerReason): void {
    if (status.now.state !== 'stopped' && status.now.state !== 'disabled') enter('stopped', reason);
    if (!isEnabled && status.now.state === 'stopped') enter('disabled', 'switched-off');
  }

  async function close(connection: C, isForced: boolean): Promise<void> {
    try {
      await connection.close({ force: isForced });
    } catch (error) {
      logBug(error, log);
    }
  }

  async function ready(signal: AbortSignal | undefined): Promise<Live<C>> {
    for (;;) {
      signal?.throwIfAborted();
      if (isDisposed) throw lostConnection(server, 'closing');
      if (live !== null) return live;
      const { state } = status.now;
      switch (state) {
        case 'starting':
        case 'stopped': {
          const begun = start ?? begin('wanted', false);
          try {
            return await begun.wait(signal, () => leftAlone(begun));
          } catch (error) {
            // Started over, and so is the wait.
            if (!begun.isAborted || following?.type !== 'start') throw error;
          }
          break;
        }
        case 'stopping':
          await orAborted(gone, signal);
          break;
        case 'backoff':
          await orAborted(backoffOver.promise, signal);
          // A person who stops it does not want it started by those who waited for it.
          if (status.now.state !== 'starting') throw lostConnection(server, 'stopped');
          break;
        case 'disabled':
          throw lostConnection(server, 'disabled');
        default:
          throw status.now.error === null
            ? lostConnection(server, 'start-failed')
            : fromWire(status.now.error);
      }
    }
  }

  function leftAlone(begun: Start<Live<C>>): void {
    if (start === begun) leave('stopped', { type: 'stay', reason: 'left' }, true);
  }

  function asAppError(error: unknown): AppError {
    if (error instanceof AppError) return error;
    logBug(error, log);
    return lostConnection(server, 'start-failed', error);
  }

  return {
    get status() {
      return status.now;
    },
    get live() {
      return live;
    },
    get gone() {
      return gone;
    },
    get next() {
      return following;
    },
    begin,
    keepStart: () => start?.keep(),
    ready,
    leave,
    redirect(next) {
      following = next;
    },
    force() {
      if (leaving !== null) void close(leaving, true);
    },
    rest,
    setEnabled(value) {
      isEnabled = value;
      if (value && status.now.state === 'disabled') enter('stopped', 'switched-on');
    },
    dispose() {
      isDisposed = true;
    },
    ended,
    answersAgain,
    forgetFailures: () => backoff.reset(),
  };
}
