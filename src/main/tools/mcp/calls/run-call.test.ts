import { expect, test } from 'vitest';
import type { McpEvent } from '../../../../shared/contract/mcp-events.ts';
import { createFakeClock } from '../../../../shared/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import { runCall } from './run-call.ts';
import type { CallContext } from './run-call.ts';

function running(work: (context: CallContext) => Promise<string>) {
  const clock = createFakeClock(1000);
  const caller = new AbortController();
  const events: McpEvent[] = [];
  const bugs: object[] = [];
  const result = runCall(work, (text) => text === 'error', {
    call: { server: 's', call: 'c', tool: 't', conversationId: 'k' },
    limits: { idleMs: 60_000, totalMs: 600_000 },
    signal: caller.signal,
    clock,
    publish: (told) => void events.push(...told),
    log: { error: (facts) => void bugs.push(facts) },
  });
  result.catch(() => {});
  return { clock, caller, events, bugs, result };
}

const never = () => new Promise<never>(() => {});
const start = {
  type: 'tool-start',
  call: { server: 's', call: 'c', tool: 't', conversationId: 'k', startedAt: 1000 },
};

test('tells of start, progress and end, and keeps alive by progress', async () => {
  let say: CallContext['onProgress'] = () => {};
  const done = Promise.withResolvers<string>();
  const { clock, events, result } = running(({ onProgress }) => {
    say = onProgress;
    return done.promise;
  });
  for (let progress = 1; progress <= 3; progress++) {
    clock.advance(50_000);
    say({ progress, total: 3 });
  }
  say({ progress: 4 });
  done.resolve('text');
  expect(await result).toBe('text');
  say({ progress: 5 });
  expect(events).toEqual([
    start,
    ...[1, 2, 3, 4].map((progress) => ({
      type: 'tool-progress',
      server: 's',
      call: 'c',
      progress: { progress, total: 3 },
    })),
    { type: 'tool-end', server: 's', call: 'c', outcome: 'complete', endedAt: 151_000 },
  ]);
});

test('a tool that says it failed has failed, and its result is a result', async () => {
  const { events, result } = running(async () => 'error');
  expect(await result).toBe('error');
  expect(events.at(-1)).toMatchObject({ type: 'tool-end', outcome: 'failed' });
});

test('leaving, taking too long and failing end differently', async () => {
  const left = running(never);
  left.caller.abort(new Error('left'));
  await expect(left.result).rejects.toThrow('left');
  expect(left.events).toEqual([
    start,
    { type: 'tool-end', server: 's', call: 'c', outcome: 'cancelled', endedAt: 1000 },
  ]);

  const late = running(never);
  late.clock.advance(60_000);
  await expect(late.result).rejects.toMatchObject({ code: 'timed-out' });
  expect(late.events.at(-1)).toMatchObject({
    outcome: 'timed-out',
    error: { code: 'timed-out', details: { server: 's', tool: 't', cause: 'idle' } },
  });

  const lost = new AppError('mcp-connection-failed', 'Gone.', { details: { cause: 'crashed' } });
  const failed = running(() => Promise.reject(lost));
  await expect(failed.result).rejects.toBe(lost);
  expect(failed.events.at(-1)).toMatchObject({
    outcome: 'failed',
    error: { code: 'mcp-connection-failed' },
  });

  // The signal of a call within a connection ends with that as well.
  const within = running(never);
  within.caller.abort(lost);
  await expect(within.result).rejects.toBe(lost);
  expect(within.events.at(-1)).toMatchObject({ outcome: 'failed' });

  const bug = running(() => Promise.reject(new TypeError('secret')));
  await expect(bug.result).rejects.toThrow('secret');
  expect(bug.events.at(-1)).toMatchObject({ outcome: 'failed', error: { code: 'internal' } });
  expect(bug.bugs).toHaveLength(1);
  expect(JSON.stringify([bug.events, bug.bugs])).not.toContain('secret');
});
