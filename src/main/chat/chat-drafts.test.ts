import { expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { chatForTest } from './__fixtures__/chat-for-test.ts';

test.each([
  { draft: 'quick', other: 'new' },
  { draft: 'new', other: 'quick' },
] as const)('a question from “$draft” leaves the draft of “$other” alone', async (drafts) => {
  const { draft, other } = drafts;
  const open = await chatForTest();
  await open.conversations.setDraft(draft, 'asked');
  await open.conversations.setDraft(other, 'still being written');
  await open.chat.send({
    conversationId: uuidv7(),
    messageId: uuidv7(),
    text: 'asked',
    begin: { draft },
  });
  (await open.provider.nextCall()).finish();
  expect((await open.conversations.getDraft(draft)).text).toBe('');
  expect((await open.conversations.getDraft(other)).text).toBe('still being written');
});
