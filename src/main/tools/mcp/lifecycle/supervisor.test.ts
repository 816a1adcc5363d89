import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/errors.ts';
import { settle, supervised } from './__fixtures__/supervised.ts';

const exited = () =>
  new AppError('mcp-connection-failed', 'It ended.', { details: { cause: 'exited' } });
const refusedFor = (cause: string) =>
  new AppError('mcp-connection-failed', 'No.', { details: { cause } });
const never = () => new Promise<never>(() => {});

/** A supervisor whose server is ready. */
async function readied(options: Parameters<typeof supervised>[0] = {}) {
  const all = supervised(options);
  const ready = all.supervisor.ensureReady();
  await settle();
  all.server.accept();
  await ready;
  return all;
}

describe('starting', () => {
  it('is done when it is needed, once for all who ask', async () => {
    const { server, supervisor, states } = supervised();
    expect(server.waiting).toBe(0);
    const all = Array.from({ length: 50 }, () => supervisor.ensureReady());
    await settle();
    expect(server.waiting).toBe(1);
    server.accept('modern');
    const connections = await Promise.all(all);
    expect(new Set(connections).size).toBe(1);
    expect(await supervisor.ensureReady()).toBe(connections[0]);
    expect(states).toEqual([
      {
        state: 'starting',
        since: 1_000_000,
        reason: 'wanted',
        attempt: 0,
        nextRetryAt: null,
        era: null,
        latencyMs: null,
        error: null,
      },
      expect.objectContaining({ state: 'ready', reason: 'connected', era: 'modern' }),
    ]);
  });

  it('is left when the last who waits leaves, and nobody else is', async () => {
    const { server, supervisor, states } = supervised();
    const first = new AbortController();
    const second = new AbortController();
    const one = supervisor.ensureReady(first.signal);
    const two = supervisor.ensureReady(second.signal);
    await settle();
    first.abort();
    await expect(one).rejects.toBe(first.signal.reason);
    await settle();
    expect(server.waiting).toBe(1);
    second.abort();
    await expect(two).rejects.toBe(second.signal.reason);
    await settle();
    expect(server).toMatchObject({ waiting: 0, alive: 0 });
    expect(states.map(({ state, reason }) => `${state} ${reason}`)).toEqual([
      'starting wanted',
      'stopping left',
      'stopped left',
    ]);
  });

  it('does not end with the caller while another waits', async () => {
    const { server, supervisor } = supervised();
    const leaving = new AbortController();
    const left = supervisor.ensureReady(leaving.signal);
    const stays = supervisor.ensureReady();
    await settle();
    leaving.abort();
    await expect(left).rejects.toBe(leaving.signal.reason);
    server.accept();
    expect(await stays).toBe(server.connections[0]);
  });

  it('goes on without anybody where it is to be warm', async () => {
    const { server, supervisor } = supervised();
    supervisor.start('warm');
    const leaving = new AbortController();
    const left = supervisor.ensureReady(leaving.signal);
    await settle();
    leaving.abort();
    await expect(left).rejects.toBe(leaving.signal.reason);
    await settle();
    server.accept();
    await settle();
    expect(supervisor.status.state).toBe('ready');
  });

  it('a call waits for it, and one that left never begins', async () => {
    const { server, supervisor } = supervised();
    const call = supervisor.call(async (connection) => connection.number);
    await settle();
    server.accept();
    expect(await call).toBe(0);
    await expect(
      supervisor.call(async () => expect.unreachable(), { signal: AbortSignal.abort('left') }),
    ).rejects.toBe('left');
  });

  it('closes a connection that comes although it was stopped', async () => {
    const { server, supervisor } = supervised();
    server.isDeaf = true;
    const ready = supervisor.ensureReady();
    await settle();
    const stopped = supervisor.stop();
    await expect(ready).rejects.toMatchObject({ details: { cause: 'stopped' } });
    expect(supervisor.status.state).toBe('stopping');
    server.accept();
    await stopped;
    expect(server.connections[0]?.closed).toEqual({ times: 1, forced: true });
    expect(supervisor.status.state).toBe('stopped');
  });
});

describe('a start that fails', () => {
  it.each([
    'command-not-found',
    'not-executable',
    'interpreter-missing',
    'folder-missing',
    'config-invalid',
  ])('for %s is not tried again by itself', async (cause) => {
    const { clock, server, supervisor } = supervised();
    const ready = supervisor.ensureReady();
    await settle();
    server.refuse(refusedFor(cause));
    await expect(ready).rejects.toMatchObject({ details: { cause } });
    expect(supervisor.status).toMatchObject({ state: 'failed', reason: 'cannot-start' });
    clock.advance(3_600_000);
    await settle();
    expect(server.waiting).toBe(0);
    await expect(supervisor.ensureReady()).rejects.toMatchObject({
      code: 'mcp-connection-failed',
      details: { cause },
    });
    supervisor.start('asked');
    await settle();
    server.accept();
    await settle();
    expect(supervisor.status).toMatchObject({ state: 'ready', error: null });
  });

  it.each([
    ['consent-missing', 'needs_consent'],
    ['sign-in-needed', 'needs_auth'],
  ])('for %s waits for a person', async (cause, state) => {
    const { clock, server, supervisor } = supervised();
    supervisor.start('warm');
    await settle();
    server.refuse(refusedFor(cause));
    await settle();
    expect(supervisor.status).toMatchObject({
      state,
      reason: cause,
      error: { details: { cause } },
    });
    clock.advance(3_600_000);
    supervisor.start('warm');
    await settle();
    expect(server.waiting).toBe(0);
    supervisor.start('asked');
    await settle();
    expect(server.waiting).toBe(1);
  });

  it('is tried again after 1, 2, 4 and 8 seconds, and after the fifth no more', async () => {
    const { clock, server, supervisor, states, timers } = supervised();
    supervisor.start('warm');
    for (const delay of [1000, 2000, 4000, 8000]) {
      await settle();
      server.refuse(exited());
      await settle();
      expect(supervisor.status).toMatchObject({
        state: 'backoff',
        reason: 'start-failed',
        nextRetryAt: clock.now() + delay,
      });
      clock.advance(delay - 1);
      await settle();
      expect(server.waiting).toBe(0);
      clock.advance(1);
    }
    await settle();
    server.refuse(exited());
    await settle();
    expect(supervisor.status).toMatchObject({
      state: 'failed',
      reason: 'failed-too-often',
      attempt: 5,
      nextRetryAt: null,
    });
    expect(timers.count).toBe(0);
    expect(states.map(({ state }) => state)).toEqual([
      ...Array.from({ length: 4 }, () => ['starting', 'backoff']).flat(),
      'starting',
      'failed',
    ]);
  });

  it('is what those hear who waited for it, while others wait for the next', async () => {
    const { clock, server, supervisor } = supervised();
    const first = supervisor.ensureReady();
    await settle();
    server.refuse(exited());
    await expect(first).rejects.toMatchObject({ details: { cause: 'exited' } });
    const second = supervisor.ensureReady();
    await settle();
    expect(server.waiting).toBe(0);
    clock.advance(1000);
    await settle();
    server.accept();
    expect(await second).toBe(server.connections[0]);
  });

  it('by a bug of ours is noted and said without its words', async () => {
    const { server, supervisor, bugs } = supervised();
    const ready = supervisor.ensureReady();
    await settle();
    server.refuse(new TypeError('secret'));
    await expect(ready).rejects.toMatchObject({
      code: 'mcp-connection-failed',
      details: { server: 's', cause: 'start-failed' },
    });
    expect(bugs).toHaveLength(1);
    expect(JSON.stringify(supervisor.status)).not.toContain('secret');
  });
});

describe('an unexpected end', () => {
  it('rejects what waits at once, tells its calls, and starts again', async () => {
    const { clock, server, supervisor, states } = await readied();
    let heard: AbortSignal | undefined;
    const calls = [1, 2].map(() =>
      supervisor.call((_, signal) => {
        heard = signal;
        return never();
      }),
    );
    await settle();
    server.connections[0]?.end(exited());
    for (const call of calls)
      await expect(call).rejects.toMatchObject({
        code: 'mcp-connection-failed',
        details: { server: 's', cause: 'crashed', because: 'exited' },
      });
    expect(heard?.aborted).toBe(true);
    expect(supervisor.status).toMatchObject({ state: 'backoff', reason: 'ended', attempt: 1 });
    await settle();
    // Something that it started may be left.
    expect(server.connections[0]?.closed).toEqual({ times: 1, forced: true });
    clock.advance(1000);
    await settle();
    server.accept();
    await settle();
    expect(states.map(({ state }) => state)).toEqual([
      'starting',
      'ready',
      'backoff',
      'starting',
      'ready',
    ]);
  });

  it('never asks again what may have been done, and once what may be asked twice', async () => {
    const { clock, server, supervisor } = await readied();
    const asked: string[] = [];
    const ask = (name: string, replayable: boolean) =>
      supervisor.call(
        (connection) => {
          asked.push(`${name} ${connection.number}`);
          return connection.number === 0 ? never() : Promise.resolve(name);
        },
        { replayable },
      );
    const write = ask('write', false);
    const read = ask('read', true);
    await settle();
    server.connections[0]?.end();
    await expect(write).rejects.toMatchObject({ details: { cause: 'crashed' } });
    clock.advance(1000);
    await settle();
    server.accept();
    expect(await read).toBe('read');
    expect(asked).toEqual(['write 0', 'read 0', 'read 1']);
  });

  it('a second one ends what may be asked twice as well', async () => {
    const { clock, server, supervisor } = await readied();
    const read = supervisor.call(never, { replayable: true });
    await settle();
    server.connections[0]?.end();
    await settle();
    clock.advance(1000);
    await settle();
    server.accept();
    await settle();
    server.connections[1]?.end();
    await expect(read).rejects.toMatchObject({ details: { cause: 'crashed' } });
  });

  it('that a request met first is the same end', async () => {
    const { server, supervisor } = await readied();
    const call = supervisor.call(async () => {
      throw refusedFor('crashed');
    });
    await expect(call).rejects.toMatchObject({ details: { cause: 'crashed' } });
    expect(supervisor.status).toMatchObject({ state: 'backoff', reason: 'ended' });
    server.connections[0]?.end();
    await settle();
    expect(supervisor.status.attempt).toBe(1);
  });

  it('is not what a server calls one in a refusal', async () => {
    const { supervisor } = await readied();
    const refusal = new AppError('mcp-request-failed', 'No.', { details: { cause: 'crashed' } });
    const call = supervisor.call(() => Promise.reject(refusal), { replayable: true });
    await expect(call).rejects.toBe(refusal);
    expect(supervisor.status.state).toBe('ready');
  });

  it('for a sign-in that is over waits for a person', async () => {
    const { server, supervisor } = await readied();
    server.connections[0]?.end(refusedFor('sign-in-needed'));
    await settle();
    expect(supervisor.status).toMatchObject({ state: 'needs_auth', reason: 'sign-in-needed' });
  });

  it('five times in ten minutes is too often, unless it was well for a minute', async () => {
    const { clock, server, supervisor } = supervised();
    const crash = async (wellMs: number) => {
      await settle();
      server.accept();
      await settle();
      expect(supervisor.status.state).toBe('ready');
      clock.advance(wellMs);
      server.connections.at(-1)?.end();
      await settle();
    };
    supervisor.start('warm');
    for (let crashes = 0; crashes < 12; crashes++) {
      await crash(60_000);
      expect(supervisor.status).toMatchObject({ state: 'backoff', attempt: 1 });
      clock.advance(1000);
    }
    await crash(59_999);
    for (let crashes = 0; crashes < 3; crashes++) {
      clock.advance(30_000);
      await crash(0);
    }
    expect(supervisor.status).toMatchObject({ state: 'failed', attempt: 5 });
  });

  it('does not start the next before what the last one left is gone', async () => {
    const { server, supervisor } = await readied();
    server.leavesChildren = true;
    server.connections[0]?.end();
    await settle();
    supervisor.start('asked');
    await settle();
    expect(supervisor.status.state).toBe('starting');
    expect(server.waiting).toBe(0);
    server.letGo();
    await settle();
    expect(server).toMatchObject({ waiting: 1, mostAtOnce: 1 });
  });
});

describe('stopping', () => {
  it('a running server rejects what waits and resolves once it is gone', async () => {
    const { server, supervisor, states, timers } = await readied();
    server.clings = true;
    const call = supervisor.call(never);
    await settle();
    let isStopped = false;
    const stopped = supervisor.stop().then(() => (isStopped = true));
    await expect(call).rejects.toMatchObject({ details: { cause: 'stopped' } });
    await settle();
    expect(isStopped).toBe(false);
    expect(supervisor.status.state).toBe('stopping');
    server.letGo();
    await stopped;
    expect(states.map(({ state }) => state)).toEqual(['starting', 'ready', 'stopping', 'stopped']);
    expect(server.alive).toBe(0);
    expect(timers.count).toBe(0);
  });

  it('a second time uses force', async () => {
    const { server, supervisor } = await readied();
    server.clings = true;
    const first = supervisor.stop();
    expect(server.connections[0]?.closed.forced).toBe(false);
    const second = supervisor.stop();
    expect(server.connections[0]?.closed.forced).toBe(true);
    server.letGo();
    await Promise.all([first, second]);
  });

  it('while it starts ends the start, and those who wait hear it at once', async () => {
    const { server, supervisor, states } = supervised();
    const ready = supervisor.ensureReady();
    await settle();
    const stopped = supervisor.stop();
    await expect(ready).rejects.toMatchObject({ details: { cause: 'stopped' } });
    await stopped;
    expect(server).toMatchObject({ waiting: 0, alive: 0 });
    expect(states.map(({ state }) => state)).toEqual(['starting', 'stopping', 'stopped']);
  });

  it('while it waits to start again takes that back, and nobody who waited starts it', async () => {
    const { clock, server, supervisor, timers } = await readied();
    server.connections[0]?.end();
    await settle();
    const waits = supervisor.ensureReady();
    await settle();
    await supervisor.stop();
    await expect(waits).rejects.toMatchObject({ details: { cause: 'stopped' } });
    clock.advance(60_000);
    await settle();
    expect(server.waiting).toBe(0);
    expect(timers.count).toBe(0);
    expect(supervisor.status.state).toBe('stopped');
  });

  it('is over before who asks meanwhile has it started again', async () => {
    const { server, supervisor } = await readied();
    server.clings = true;
    const stopped = supervisor.stop();
    const ready = supervisor.ensureReady();
    await settle();
    expect(server.waiting).toBe(0);
    server.letGo();
    await stopped;
    await settle();
    server.accept();
    expect(await ready).toBe(server.connections[1]);
    expect(server.mostAtOnce).toBe(1);
  });

  it('for good lets nothing start any more', async () => {
    const { server, supervisor } = await readied();
    server.clings = true;
    const disposed = supervisor.dispose();
    const ready = supervisor.ensureReady();
    supervisor.start('asked');
    supervisor.restart();
    server.letGo();
    await disposed;
    await expect(ready).rejects.toMatchObject({ details: { cause: 'closing' } });
    await settle();
    expect(server).toMatchObject({ waiting: 0, alive: 0 });
    expect(supervisor.status).toMatchObject({ state: 'stopped', reason: 'closing' });
  });

  it('a server that cannot be closed is noted, and stopped all the same', async () => {
    const { server, supervisor, bugs } = await readied();
    const connection = server.connections[0];
    if (connection === undefined) return expect.unreachable();
    connection.close = () => Promise.reject(new Error('no'));
    await supervisor.stop();
    expect(supervisor.status.state).toBe('stopped');
    expect(bugs).toHaveLength(1);
  });
});

describe('switching off', () => {
  it('stops it, and no call starts it again until it is switched on', async () => {
    const { server, supervisor, states } = await readied();
    await supervisor.disable();
    await expect(supervisor.ensureReady()).rejects.toMatchObject({
      details: { cause: 'disabled' },
    });
    supervisor.start('asked');
    supervisor.restart();
    supervisor.enable();
    const ready = supervisor.ensureReady();
    await settle();
    server.accept();
    await ready;
    expect(states.map(({ state }) => state)).toEqual([
      'starting',
      'ready',
      'stopping',
      'stopped',
      'disabled',
      'stopped',
      'starting',
      'ready',
    ]);
  });

  it('and on again while it stops leaves it stopped', async () => {
    const { server, supervisor } = await readied();
    server.clings = true;
    const disabled = supervisor.disable();
    supervisor.enable();
    server.letGo();
    await disabled;
    expect(supervisor.status.state).toBe('stopped');
  });

  it('a server that is off from the start is not started', async () => {
    const { supervisor, states } = supervised({ enabled: false });
    supervisor.start('warm');
    await expect(supervisor.ensureReady()).rejects.toMatchObject({
      details: { cause: 'disabled' },
    });
    expect(states).toEqual([]);
    expect(supervisor.status.state).toBe('disabled');
  });
});

describe('starting over', () => {
  it('ends what is there and connects once more, also for those who wait for a start', async () => {
    const { server, supervisor, states } = supervised();
    const ready = supervisor.ensureReady();
    await settle();
    supervisor.restart('config-changed');
    await settle();
    server.accept();
    expect(await ready).toBe(server.connections[0]);
    supervisor.restart();
    await settle();
    server.accept();
    await settle();
    expect(states.map(({ state, reason }) => `${state} ${reason}`)).toEqual([
      'starting wanted',
      'stopping config-changed',
      'starting config-changed',
      'ready connected',
      'stopping asked',
      'starting asked',
      'ready connected',
    ]);
    expect(server).toMatchObject({ alive: 1, mostAtOnce: 1 });
  });

  it('is not done by a stop that comes meanwhile', async () => {
    const { server, supervisor } = await readied();
    server.clings = true;
    supervisor.restart();
    const stopped = supervisor.stop();
    server.letGo();
    await stopped;
    await settle();
    expect(server.waiting).toBe(0);
    expect(supervisor.status.state).toBe('stopped');
  });
});

describe('a connection of the wrong era', () => {
  it('is made once more, and what was refused is asked again', async () => {
    const wrong = new Error('method not found');
    let asks = 0;
    const { server, supervisor, states } = await readied({
      eraWasWrong: (error) => error === wrong && asks++ === 0,
    });
    const call = supervisor.call(async (connection) => {
      if (connection.number === 0) throw wrong;
      return connection.number;
    });
    await settle();
    server.accept();
    expect(await call).toBe(1);
    expect(states.map(({ state, reason }) => `${state} ${reason}`).slice(2)).toEqual([
      'stopping wrong-era',
      'starting wrong-era',
      'ready connected',
    ]);
  });

  it('does not repeat what else waited there', async () => {
    const wrong = new Error('method not found');
    const { server, supervisor } = await readied({ eraWasWrong: (error) => error === wrong });
    const write = supervisor.call(never);
    const list = supervisor.call(
      async (connection) => {
        if (connection.number === 0) throw wrong;
        return 'listed';
      },
      { replayable: true },
    );
    await expect(write).rejects.toMatchObject({ details: { cause: 'wrong-era' } });
    await settle();
    server.accept();
    expect(await list).toBe('listed');
  });

  it('twice is an error', async () => {
    const wrong = new Error('method not found');
    const { server, supervisor } = await readied({ eraWasWrong: () => true });
    const call = supervisor.call(() => Promise.reject(wrong));
    await settle();
    server.accept();
    await expect(call).rejects.toBe(wrong);
  });
});

describe('a server that does not answer pings', () => {
  it('is degraded after two and started again after three', async () => {
    const { clock, server, supervisor, states, healths } = await readied();
    server.answersPings = false;
    const wait = async (ms: number) => {
      clock.advance(ms);
      await settle();
    };
    await wait(30_000);
    await wait(10_000);
    expect(supervisor.status.state).toBe('ready');
    await wait(30_000);
    await wait(10_000);
    expect(supervisor.status).toMatchObject({ state: 'degraded', reason: 'silent' });
    await wait(30_000);
    await wait(10_000);
    expect(supervisor.status).toMatchObject({ state: 'backoff', reason: 'silent' });
    expect(server.connections[0]?.closed.forced).toBe(true);
    expect(healths.map(({ misses }) => misses)).toEqual([1, 2, 3]);
    server.answersPings = true;
    await wait(1200);
    server.accept();
    await settle();
    expect(states.map(({ state }) => state)).toEqual([
      'starting',
      'ready',
      'degraded',
      'stopping',
      'backoff',
      'starting',
      'ready',
    ]);
  });

  it('is ready again once it answers, be it a ping or a call', async () => {
    const { clock, server, supervisor } = await readied();
    const miss = async () => {
      server.answersPings = false;
      for (let misses = 0; misses < 2; misses++) {
        clock.advance(30_000);
        await settle();
        clock.advance(10_000);
        await settle();
      }
      expect(supervisor.status.state).toBe('degraded');
      server.answersPings = true;
    };
    await miss();
    clock.advance(30_000);
    await settle();
    expect(supervisor.status).toMatchObject({ state: 'ready', reason: 'answers-again' });
    await miss();
    await supervisor.call(async () => 'answer');
    expect(supervisor.status).toMatchObject({ state: 'ready', reason: 'answers-again' });
  });

  it('is not pinged while it works, nor soon after it answered', async () => {
    const { clock, server, supervisor } = await readied();
    const work = Promise.withResolvers<void>();
    const call = supervisor.call(() => work.promise);
    await settle();
    for (let minutes = 0; minutes < 5; minutes++) clock.advance(60_000);
    await settle();
    expect(server.pings).toBe(0);
    work.resolve();
    await call;
    clock.advance(29_999);
    await settle();
    expect(server.pings).toBe(0);
    clock.advance(30_000);
    await settle();
    expect(server.pings).toBe(1);
  });
});
