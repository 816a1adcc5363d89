import type { Chat } from './chat.ts';
import type { Pointer, Started } from './find-message.ts';

/** A stop may come before there is anything to stop: what was beginning then ends as soon as it is there. */
export function withEarlyStop(chat: Chat): Chat {
  const beginning = new Map<string, Set<Promise<unknown>>>();

  function noted<Wish extends Pointer>(begin: (wish: Wish) => Promise<Started>) {
    return async (wish: Wish): Promise<Started> => {
      const { conversationId } = wish;
      const begun = begin(wish);
      const all = beginning.get(conversationId) ?? new Set();
      beginning.set(conversationId, all.add(begun));
      try {
        return await begun;
      } finally {
        all.delete(begun);
        if (all.size === 0) beginning.delete(conversationId);
      }
    };
  }

  return {
    send: noted((message) => chat.send(message)),
    edit: noted((question) => chat.edit(question)),
    retry: noted((answer) => chat.retry(answer)),
    continue: noted((answer) => chat.continue(answer)),
    async stop(conversationId) {
      if (await chat.stop(conversationId)) return true;
      const begun = beginning.get(conversationId);
      if (begun === undefined) return false;
      await Promise.allSettled(begun);
      return chat.stop(conversationId);
    },
    watch: (options) => chat.watch(options),
  };
}
