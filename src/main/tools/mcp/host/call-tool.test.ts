import { expect, test } from 'vitest';
import { createFakeClock } from '../../../../shared/clock.ts';
import { serverConfigSchema } from '../../../../shared/contract/mcp-server.ts';
import { callTool } from './call-tool.ts';

test('the time of a call stands still while a model writes for its server', async () => {
  const clock = createFakeClock();
  const config = serverConfigSchema.parse({
    id: 'server-01234567',
    name: 'One',
    transport: { type: 'stdio', command: 'x' },
  });
  const definition = { name: 'tool', inputSchema: { type: 'object' } };
  let tell = (_isAnswering: boolean): void => expect.fail('nobody listens');
  const called = callTool(
    {},
    {
      offer: {
        entry: { config, consent: undefined, pins: undefined },
        definition,
        offered: {
          ...{ key: 'k', name: 'n', title: 't', description: '', inputSchema: {}, annotations: {} },
          server: { id: config.id, name: 'One', trusted: false },
        },
      },
      check() {},
      // Of the two only the call is used here, and it never answers.
      supervisor: {
        call: (work: (session: unknown, signal: AbortSignal) => unknown) =>
          work({ callTool: () => new Promise(() => {}) }, new AbortController().signal),
      } as never,
      call: { signal: new AbortController().signal, conversationId: 'c' },
      saveArtifact: () => expect.fail('nothing is kept'),
      questions: { list: () => [], onChange: () => () => {}, callEnded() {} },
      sampling: {
        onAnswering(server, listener) {
          expect(server).toBe(config.id);
          tell = listener;
          return () => {};
        },
      },
      tasks: { add() {}, leave() {}, remove() {}, left: () => [], forget() {} },
      publish() {},
      clock,
      log: { error() {} },
    },
  );
  let ended: unknown;
  called.catch((error: unknown) => {
    ended = error;
  });
  clock.advance(59_000);
  tell(true);
  clock.advance(3_600_000);
  tell(false);
  clock.advance(59_000);
  await Promise.resolve();
  expect(ended).toBeUndefined();
  clock.advance(1_000);
  await expect(called).rejects.toMatchObject({ code: 'timed-out', details: { cause: 'idle' } });
});
