import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { ToolCallPart } from '../../shared/contract/message.ts';
import type { Store } from '../store/store.ts';
import { dot } from '../tools/results/__fixtures__/images.ts';
import { keepResult } from '../tools/results/keep-result.ts';
import { readResult } from '../tools/read-result.ts';
import type { Tool } from '../tools/tool.ts';
import { chatForTest } from './__fixtures__/chat-for-test.ts';
import type { ScriptedCall } from './__fixtures__/scripted-provider.ts';

/** A tool whose result is what a server of the test answers. */
const outside =
  (result: unknown) =>
  (store: Store): readonly Tool[] =>
    [
      {
        name: 'outside',
        title: 'Outside',
        description: '',
        annotations: { readOnlyHint: true },
        input: z.strictObject({}),
        run: (_, { conversationId }) =>
          keepResult(result, {
            untrusted: true,
            save: (artifact) =>
              store.putArtifact({ conversationId, untrusted: true, at: 1, ...artifact }),
          }),
      },
      readResult((wish) => store.readArtifact(wish)),
    ] as readonly Tool[];

function call(scripted: ScriptedCall, name: string, input: object): void {
  const id = uuidv7();
  scripted.send(
    { type: 'tool-input-start', id, name, runner: 'tina' },
    { type: 'tool-input-delta', id, delta: JSON.stringify(input) },
    { type: 'tool-call', id, name, runner: 'tina', input },
    { type: 'finish', reason: 'tool-calls', usage: {} },
  );
}

const resultsIn = (scripted: ScriptedCall) =>
  scripted.request.messages
    .flatMap(({ parts }) => parts)
    .filter((part): part is ToolCallPart => part.type === 'tool-call');

test('what a tool gave stands in the answer, is kept on disk, and its bytes go with the next request', async () => {
  const open = await chatForTest({
    tools: outside({ content: [{ type: 'image', data: dot, mimeType: 'image/png' }] }),
  });
  const conversationId = uuidv7();
  await open.chat.send({ conversationId, messageId: uuidv7(), text: 'Look.' });
  call(await open.provider.nextCall(), 'outside', {});
  const second = await open.provider.nextCall();
  const [part] = resultsIn(second);
  expect(part).toMatchObject({ state: 'done', untrusted: true, content: [{ type: 'image' }] });
  expect(part?.result).toBeUndefined();
  expect([...(second.request.artifacts?.values() ?? [])]).toEqual([dot]);
  second.finish();
  const view = await open.until(conversationId, ({ turn }) => turn === null);
  const stored = await open.store.getMessage(view.messages.at(-1)?.id ?? '');
  expect(stored.parts.find(({ type }) => type === 'tool-call')).toEqual(part);
});

test('a model reads on in a text that was cut, in this conversation and in no other', async () => {
  const text = `${'x'.repeat(60_000)}the needle${'y'.repeat(60_000)}`;
  const open = await chatForTest({ tools: outside({ content: [{ type: 'text', text }] }) });
  const offered = ({ request }: ScriptedCall) => request.tools.map(({ name }) => name);

  async function ask(conversationId: string, id?: string): Promise<ToolCallPart | undefined> {
    await open.chat.send({ conversationId, messageId: uuidv7(), text: 'Look.' });
    const first = await open.provider.nextCall();
    if (id === undefined) {
      expect(offered(first)).toEqual(['outside']);
      call(first, 'outside', {});
    } else call(first, 'read_result', { id, find: 'THE NEEDLE', length: 215 });
    const second = await open.provider.nextCall();
    if (id === undefined) expect(offered(second)).toEqual(['outside', 'read_result']);
    const part = resultsIn(second).at(-1);
    second.finish();
    await open.until(conversationId, ({ turn }) => turn === null);
    return part;
  }

  const conversationId = uuidv7();
  const cut = (await ask(conversationId))?.content?.[0];
  if (cut?.type !== 'excerpt') throw new TypeError('it was cut');
  const piece = await ask(conversationId, cut.artifact);
  expect(piece).toMatchObject({
    state: 'done',
    untrusted: true,
    content: [
      {
        type: 'text',
        text: `[Characters 59800 to 60015 of 120010.]\n${'x'.repeat(200)}the needleyyyyy`,
      },
    ],
  });
  const elsewhere = await ask(uuidv7(), cut.artifact);
  expect(elsewhere).toMatchObject({
    state: 'failed',
    error: { code: 'tool-failed', details: { situation: 'result-unknown' } },
  });
});

test('a server that says its tool failed has failed, with what it said', async () => {
  const open = await chatForTest({
    tools: outside({ content: [{ type: 'text', text: 'No such file.' }], isError: true }),
  });
  const conversationId = uuidv7();
  await open.chat.send({ conversationId, messageId: uuidv7(), text: 'Look.' });
  call(await open.provider.nextCall(), 'outside', {});
  const second = await open.provider.nextCall();
  expect(resultsIn(second)).toMatchObject([
    { state: 'failed', content: [{ type: 'text', text: 'No such file.' }] },
  ]);
  expect(resultsIn(second)[0]?.error).toBeUndefined();
  second.finish();
  await open.until(conversationId, ({ turn }) => turn === null);
});
