import { expect, test } from 'vitest';
import { createFakeClock } from '../../../shared/clock.ts';
import type { OfferedPrompt } from '../../../shared/contract/mcp-prompts.ts';
import type { McpEvent, McpUpdate } from '../../../shared/contract/mcp-events.ts';
import { promptNamed } from './__fixtures__/prompt-named.ts';
import { followPrompts } from './follow-prompts.ts';

const settled = async () => {
  for (let times = 0; times < 10; times++) await Promise.resolve();
};
const snapshot: McpUpdate = { type: 'snapshot', cursor: '0', servers: [], calls: [] };
const events = (...all: McpEvent[]): McpUpdate => ({
  type: 'events',
  after: '0',
  cursor: '1',
  events: all,
});

/** A core that tells what it is given. */
function setUp() {
  const clock = createFakeClock();
  const ended = new AbortController();
  const told: McpUpdate[] = [];
  let wake = Promise.withResolvers<void>();
  const answers: PromiseWithResolvers<{ prompts: readonly OfferedPrompt[] }>[] = [];
  const got: (readonly OfferedPrompt[])[] = [];
  async function* watch() {
    for (;;) {
      while (told.length > 0) yield told.shift() as McpUpdate; // there is one
      await wake.promise;
      wake = Promise.withResolvers<void>();
    }
  }
  const client = {
    mcp: {
      watch: async () => watch(),
      prompts() {
        const answer = Promise.withResolvers<{ prompts: readonly OfferedPrompt[] }>();
        answers.push(answer);
        return answer.promise;
      },
    },
  };
  void followPrompts({
    // Only what is used of it.
    bridge: { client, connected: async () => {} } as never,
    onPrompts: (prompts) => got.push(prompts),
    clock,
    random: () => 0,
    signal: ended.signal,
  });
  return {
    clock,
    answers,
    got,
    end: () => ended.abort(),
    async tell(...updates: McpUpdate[]) {
      told.push(...updates);
      wake.resolve();
      await settled();
    },
  };
}

test('they are read when it begins and when they may be others, once for what comes together', async () => {
  const { clock, answers, tell } = setUp();
  await tell(snapshot, events({ type: 'servers-changed' }));
  clock.advance(50);
  expect(answers).toHaveLength(1);
  await tell(events({ type: 'log', server: 'a', newest: 1 }));
  clock.advance(50);
  expect(answers).toHaveLength(1);
  await tell(events({ type: 'prompts-changed', server: 'a' }));
  clock.advance(50);
  expect(answers).toHaveLength(2);
});

test('an older answer does not take the place of a newer one, and none comes after the end', async () => {
  const { clock, answers, got, tell, end } = setUp();
  await tell(snapshot);
  clock.advance(50);
  await tell(events({ type: 'prompts-changed', server: 'a' }));
  clock.advance(50);
  const newer = [promptNamed('newer')];
  answers[1]?.resolve({ prompts: newer });
  await settled();
  answers[0]?.resolve({ prompts: [promptNamed('older')] });
  await settled();
  expect(got).toEqual([newer]);
  await tell(events({ type: 'prompts-changed', server: 'a' }));
  clock.advance(50);
  end();
  answers[2]?.resolve({ prompts: [] });
  await settled();
  expect(got).toEqual([newer]);
});
