import type { ExportFormat } from '../../../shared/contract/conversations.ts';
import type { Message } from '../../../shared/contract/message.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Store } from '../../store/store.ts';
import type { Turns } from '../turns.ts';
import { inChunks } from './in-chunks.ts';
import { jsonExport } from './json-export.ts';
import { markdownExport } from './markdown-export.ts';
import type { ExportLanguage } from './markdown-export.ts';

export interface ExportParts {
  readonly store: Pick<Store, 'getConversation' | 'getMessage' | 'messageIds' | 'getArtifact'>;
  readonly turns: Pick<Turns, 'live'>;
  readonly clock: Clock;
}

export interface ExportWish {
  readonly id: string;
  readonly format: ExportFormat;
  readonly language: ExportLanguage;
}

/** Never holds more than one message or artifact, however long the conversation is. */
export async function* exportConversation(
  { store, turns, clock }: ExportParts,
  { id, format, language }: ExportWish,
): AsyncGenerator<string, void, void> {
  const conversation = await store.getConversation(id);
  const { activeLeafId } = conversation;
  const whole = format === 'json' || activeLeafId === null;
  const ids = await store.messageIds(whole ? { conversationId: id } : { leafId: activeLeafId });
  const messages = readEach(ids);
  const at = clock.now();
  yield* inChunks(
    format === 'json'
      ? jsonExport(conversation, messages, { at, load: (artifact) => store.getArtifact(artifact) })
      : markdownExport(conversation, messages, { at, language }),
  );

  async function* readEach(wanted: readonly string[]): AsyncGenerator<Message, void, void> {
    for (const messageId of wanted) {
      const stored = await store.getMessage(messageId);
      const live = turns.live(id)?.message;
      // An answer that is being written is newer than the disk.
      yield live?.id === messageId ? live : stored;
    }
  }
}
