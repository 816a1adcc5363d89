import { systemClock } from '../../shared/clock.ts';
import type { Bridge } from '../bridge/bridge.ts';
import { followStream } from '../bridge/follow-stream.ts';
import { formDrafts } from './drafts.ts';
import { pendingStore } from './pending-store.ts';

/** Keeps the store of questions as the core has them, until what it returns is called. */
export function followQuestions({ client, connected }: Pick<Bridge, 'client' | 'connected'>) {
  const left = new AbortController();
  const { signal } = left;
  let cursor: string | undefined;

  async function* changes(): AsyncGenerator<void, void, void> {
    const after = cursor === undefined ? {} : { after: cursor };
    for await (const update of await client.mcp.watch(after, { signal })) {
      // A gap: what is missing is asked for from the place where we are.
      if (update.type === 'events' && update.after !== cursor) return;
      ({ cursor } = update);
      if (
        update.type === 'snapshot' ||
        update.events.some(({ type }) => type === 'questions-changed')
      )
        yield;
    }
  }

  async function read(): Promise<void> {
    const { questions } = await client.mcp.questions(undefined, { signal });
    pendingStore.setState({ pending: questions, lost: formDrafts.without(questions) });
  }

  void followStream({
    connected,
    open: changes,
    // What comes while it is read is waited for, and read after that.
    onValue: read,
    onError() {
      // What cannot be read is not shown; it is tried again.
      cursor = undefined;
    },
    signal,
    clock: systemClock,
    random: Math.random,
  }); // ends with the signal
  return () => left.abort();
}
