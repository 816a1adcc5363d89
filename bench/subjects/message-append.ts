import { v7 as uuidv7 } from 'uuid';
import type { Message } from '../../src/shared/contract/message.ts';
import { openStore } from '../../src/main/store/open-store.ts';
import { startSourceWorker } from '../../src/main/store/start-source-worker.ts';
import type { Subjects } from '../harness/subject.ts';
import { newConversation, newMessage } from './new-rows.ts';
import { silentLog } from './memory-host.ts';
import { textOfLength } from './text-of-length.ts';

const lengths = { user: 180, assistant: 1620 };

/** `n` exchanges of two messages each, added to what is there already: see fill-store.ts and fill-conf.ts. */
export const subjects: Subjects = {
  store: async ({ storeDir = '' }) => {
    const store = await openStore({
      dataDir: storeDir,
      log: silentLog,
      createWorker: startSourceWorker,
    });
    return {
      async run(n) {
        const begin = newConversation();
        let parentId: string | null = null;
        for (let index = 0; index < n; index++) {
          const question: Message = {
            ...newMessage(begin.id, 'user', parentId),
            parts: [textOf('user', index)],
          };
          const answer = newMessage(begin.id, 'assistant', question.id);
          await store.beginTurn({
            ...(index === 0 ? { begin } : {}),
            conversationId: begin.id,
            messages: [question, answer],
            turnMessageId: answer.id,
            at: 1000,
          });
          await store.endTurn({
            message: { ...answer, status: 'complete', parts: [textOf('assistant', index)] },
            at: 1000,
          });
          parentId = answer.id;
        }
      },
      close: () => store.close(),
    };
  },

  /** What electron-store is made of. */
  conf: async ({ confDir = '' }) => {
    const { default: Conf } = await import('conf');
    const conf = new Conf({ cwd: confDir, configName: 'config', projectName: 'tina-bench' });
    return {
      run(n) {
        const conversationId = uuidv7();
        for (let index = 0; index < n; index++) {
          for (const role of ['user', 'assistant'] as const) {
            const message: Message = {
              ...newMessage(conversationId, role, null),
              parts: [textOf(role, index)],
            };
            conf.set(`conversations.${conversationId}.messages.${message.id}`, message);
          }
        }
        return Promise.resolve();
      },
    };
  },
};

function textOf(role: 'user' | 'assistant', seed: number) {
  return { type: 'text' as const, text: textOfLength(lengths[role], seed) };
}
