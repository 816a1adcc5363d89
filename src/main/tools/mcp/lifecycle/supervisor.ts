import type { ServerHealth, ServerStatus } from '../../../../shared/contract/mcp-events.ts';
import { AppError } from '../../../../shared/errors.ts';
import { connectionCause } from './after-failure.ts';
import type { Connection } from './connection.ts';
import { createHealthBook } from './health.ts';
import { createServerMachine } from './server-machine.ts';
import type { Live, MachineOptions } from './server-machine.ts';

export type SupervisorOptions<C extends Connection> = Omit<MachineOptions<C>, 'book'>;

export interface CallOptions {
  /** Leaves the call, and a start that nobody else waits for. */
  readonly signal?: AbortSignal;
  /** It may be asked again where the server ended meanwhile: reading twice is as good as once. */
  readonly replayable?: boolean;
  /** The server answers it without work to do, so how long it takes tells of the server. */
  readonly quick?: boolean;
}

/** Owns one server: at most one connection at a time, made when it is needed and made again when it ends. */
export interface Supervisor<C extends Connection> {
  readonly status: ServerStatus;
  readonly health: ServerHealth;
  /**
   * The connection, started where it is not there; all who ask wait for the same start. Where the server waits to
   * be started again, so does the caller. Rejects with an AppError, or the reason of the signal.
   */
  ensureReady(signal?: AbortSignal): Promise<C>;
  /**
   * Asks the server. Rejects at once when the connection is lost, with `details.cause` saying how. What was asked
   * is asked again only if it is replayable, or the server refused it as of another era and did nothing.
   */
  call<T>(
    work: (connection: C, signal: AbortSignal) => Promise<T>,
    options?: CallOptions,
  ): Promise<T>;
  /**
   * Starts it though nobody waits. `warm` leaves a server alone that failed; `asked` is a person's word, after a
   * consent or a sign-in too, and forgets what failed before.
   */
  start(reason: 'warm' | 'asked'): void;
  /** Resolves when nothing of it is left. A second one while it stops uses force. A call starts it again. */
  stop(options?: { readonly force?: boolean }): Promise<void>;
  restart(reason?: 'asked' | 'config-changed'): void;
  enable(): void;
  /** Stops it, and no call starts it again. */
  disable(): Promise<void>;
  /** Stops it for good. */
  dispose(options?: { readonly force?: boolean }): Promise<void>;
}

export function createSupervisor<C extends Connection>(
  options: SupervisorOptions<C>,
): Supervisor<C> {
  const { enabled, clock, connector } = options;
  const book = createHealthBook(clock);
  const machine = createServerMachine({ ...options, book });
  let isEnabled = enabled;
  let isDisposed = false;

  async function call<T>(
    work: (connection: C, signal: AbortSignal) => Promise<T>,
    { signal, replayable = false, quick = false }: CallOptions = {},
  ): Promise<T> {
    for (let isFirst = true; ; isFirst = false) {
      const here = await machine.ready(signal);
      const askedAt = clock.now();
      try {
        const result = await here.calls.run((lost) => work(here.connection, lost), signal);
        connector.proved(here.connection);
        book.heard({ ok: true, ms: quick ? clock.now() - askedAt : null });
        if (machine.live === here) machine.answersAgain();
        return result;
      } catch (error) {
        if (signal?.aborted === true) throw error;
        book.heard({ ok: false, ms: null });
        if (!mayAskAgain(here, error, replayable) || !isFirst) throw error;
      }
    }
  }

  function mayAskAgain(here: Live<C>, error: unknown, replayable: boolean): boolean {
    const cause = connectionCause(error);
    // Whoever asked can hear of the end before the machine does.
    const isEnd = cause === 'crashed' || cause === 'closed';
    if (isEnd && error instanceof AppError) machine.ended(here, { error });
    if (isEnd || cause === 'silent' || cause === 'wrong-era') return replayable;
    if (machine.live !== here || !connector.eraWasWrong(error, here.connection)) return false;
    machine.leave('wrong-era', { type: 'start', reason: 'wrong-era' }, true);
    return true;
  }

  async function stop(isForced: boolean, reason: 'asked' | 'switched-off' | 'closing') {
    switch (machine.status.state) {
      case 'starting':
      case 'ready':
      case 'degraded':
        machine.leave(
          reason === 'closing' ? 'closing' : 'stopped',
          { type: 'stay', reason },
          isForced,
        );
        break;
      case 'stopping':
        if (isForced) machine.force();
        machine.redirect({ type: 'stay', reason });
        break;
      default:
        machine.rest(reason);
    }
    await machine.gone;
  }

  return {
    get status() {
      return machine.status;
    },
    get health() {
      return book.health;
    },
    ensureReady: async (signal) => (await machine.ready(signal)).connection,
    call,
    start(reason) {
      if (isDisposed || !isEnabled) return;
      if (reason === 'asked') machine.forgetFailures();
      switch (machine.status.state) {
        case 'starting':
          return machine.keepStart();
        case 'stopping':
          return machine.redirect({ type: 'start', reason });
        case 'stopped':
          return void machine.begin(reason, true);
        case 'ready':
        case 'degraded':
          return;
        default:
          if (reason === 'asked') machine.begin(reason, true);
      }
    },
    stop({ force } = {}) {
      const isSecond = machine.status.state === 'stopping' && machine.next?.type === 'stay';
      return stop(force ?? isSecond, 'asked');
    },
    restart(reason = 'asked') {
      if (isDisposed || !isEnabled) return;
      machine.forgetFailures();
      switch (machine.status.state) {
        case 'starting':
        case 'ready':
        case 'degraded':
          return machine.leave('stopped', { type: 'start', reason }, false);
        case 'stopping':
          return machine.redirect({ type: 'start', reason });
        default:
          machine.begin(reason, true);
      }
    },
    enable() {
      if (isEnabled || isDisposed) return;
      isEnabled = true;
      machine.setEnabled(true);
    },
    async disable() {
      if (!isEnabled) return;
      isEnabled = false;
      machine.setEnabled(false);
      await stop(false, 'switched-off');
    },
    async dispose({ force = false } = {}) {
      isDisposed = true;
      machine.dispose();
      await stop(force, 'closing');
    },
  };
}
