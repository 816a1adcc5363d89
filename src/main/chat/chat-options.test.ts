import { afterEach, beforeEach, expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { openChat } from './__fixtures__/open-chat.ts';

let open: Awaited<ReturnType<typeof openChat>>;
beforeEach(async () => {
  open = await openChat();
});
afterEach(async () => {
  await open.close();
  await open.remove();
});

async function optionsAskedFor(conversationId: string, begin?: Begin) {
  await open.chat.send({ conversationId, messageId: uuidv7(), text: 'Why?', begin });
  const { request, finish } = await open.provider.nextCall();
  finish();
  await open.until(conversationId, ({ turn, messages }) => turn === null && messages.length > 1);
  const { reasoning, effort, temperature, maxOutputTokens, webSearch } = request;
  return { reasoning, effort, temperature, maxOutputTokens, webSearch };
}
type Begin = Parameters<typeof open.chat.send>[0]['begin'];

const nothing = {
  reasoning: false,
  effort: undefined,
  temperature: undefined,
  maxOutputTokens: undefined,
  webSearch: undefined,
};

test('a model is asked as the conversation says, as far as it has it', async () => {
  const conversationId = uuidv7();
  const chosen = {
    reasoning: true,
    effort: 'high',
    temperature: 0.5,
    maxOutputTokens: 5000,
    webSearch: true,
  } as const;
  expect(await optionsAskedFor(conversationId, chosen)).toEqual({
    ...nothing,
    reasoning: true,
    effort: 'high',
    temperature: 0.5,
    maxOutputTokens: 1000,
  });
  expect(await open.conversations.get(conversationId)).toMatchObject(chosen);

  await open.conversations.update({
    id: conversationId,
    patch: { effort: 'max', temperature: null, maxOutputTokens: 10 },
  });
  expect(await optionsAskedFor(conversationId)).toEqual({
    ...nothing,
    reasoning: true,
    maxOutputTokens: 10,
  });
});

test('a model that is only in its vendor’s list is looked up there', async () => {
  const model = { provider: 'scripted', model: 'listed-live' };
  expect(await optionsAskedFor(uuidv7(), { model, temperature: 0 })).toEqual({
    ...nothing,
    temperature: 0,
  });
});

test('without a choice nothing is asked for', async () => {
  expect(await optionsAskedFor(uuidv7())).toEqual(nothing);
});
