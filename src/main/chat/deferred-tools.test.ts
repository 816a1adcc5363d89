import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import type { ToolCallPart } from '../../shared/contract/message.ts';
import type { OfferedTool, ToolSource } from '../tools/tools.ts';
import { createTools } from '../tools/tools.ts';
import { chatForTest } from './__fixtures__/chat-for-test.ts';

const subjects = ['invoice', 'calendar event', 'pull request', 'song', 'recipe', 'photo', 'ticket'];
const verbs = ['create', 'delete', 'list', 'rename', 'share', 'archive'];

/** 42 tools of a server, each named after what it does. */
const many: readonly OfferedTool[] = subjects.flatMap((subject) =>
  verbs.map((verb): OfferedTool => {
    const name = `office__${verb}_${subject.replace(' ', '_')}`;
    return {
      key: `server-00000000/${name}`,
      name,
      title: `${verb} ${subject}`,
      description: `Can ${verb} one ${subject} of the office.`,
      inputSchema: { type: 'object', properties: { id: { type: 'string' } } },
      annotations: { readOnlyHint: verb === 'list' },
      server: { id: 'server-00000000', name: 'Office', trusted: true },
    };
  }),
);

async function setUp(count: number) {
  const ran: unknown[] = [];
  const source: ToolSource = {
    offered: () => many.slice(0, count),
    run: async (tool, input) => {
      ran.push([tool.name, input]);
      return 'done';
    },
  };
  const chat = await chatForTest({ makeTools: () => createTools([], source) });
  const conversationId = uuidv7();
  return {
    ...chat,
    ran,
    /** One question, which the model answers with these calls and then with words; what it was sent, and the calls. */
    async turn(...calls: readonly (readonly [name: string, input: unknown])[]) {
      await chat.chat.send({ conversationId, messageId: uuidv7(), text: 'Do it.' });
      const first = await chat.provider.nextCall();
      if (calls.length > 0) {
        for (const [index, [name, input]] of calls.entries())
          first.send({ type: 'tool-call', id: `${index}`, name, runner: 'tina', input });
        first.send({ type: 'finish', reason: 'tool-calls', usage: {} });
        const view = chat.until(conversationId, ({ messages }) =>
          (messages.at(-1)?.parts ?? []).some(
            (part) => part.type === 'tool-call' && part.state === 'asking',
          ),
        );
        const asked = view.then(({ messages }) => {
          for (const part of messages.at(-1)?.parts ?? [])
            if (part.type === 'tool-call' && part.state === 'asking')
              chat.approvals.answer(
                chat.approvals.find({ messageId: messages.at(-1)?.id ?? '', callId: part.id }),
                'once',
              );
          return messages;
        });
        asked.catch(() => {}); // not every turn asks
        const second = await chat.provider.nextCall();
        second.finish();
      } else first.finish();
      const view = await chat.until(conversationId, ({ turn }) => turn === null);
      return {
        sent: first.request.tools.map(({ name }) => name),
        calls: (view.messages.at(-1)?.parts ?? []).filter(
          (part): part is ToolCallPart => part.type === 'tool-call',
        ),
      };
    },
  };
}

test('a few tools are all sent', async () => {
  const run = await setUp(20);
  expect((await run.turn()).sent).toEqual(
    many
      .slice(0, 20)
      .map(({ name }) => name)
      .toSorted(),
  );
});

test('of many the model is told how to find them; one that it found is asked about and run as itself', async () => {
  const run = await setUp(42);
  const { sent, calls } = await run.turn(
    ['search_tools', { query: 'delete a song' }],
    ['call_tool', { name: 'office__delete_song', arguments: { id: '7' } }],
    ['call_tool', { name: 'office__delete_sonk', arguments: {} }],
  );
  expect(sent).toEqual(['search_tools', 'call_tool']);
  const [found, called, wrong] = calls;
  expect(found?.result).toMatchObject({
    tools: expect.arrayContaining([expect.objectContaining({ name: 'office__delete_song' })]),
  });
  expect(called).toMatchObject({
    name: 'call_tool',
    title: 'delete song',
    server: { name: 'Office' },
    state: 'done',
  });
  expect(wrong?.error).toMatchObject({
    code: 'tool-not-found',
    message: expect.stringContaining('office__delete_song'),
  });
  expect(run.ran).toEqual([['office__delete_song', { id: '7' }]]);
});

test('what was sent stays in front; what was used comes after it', async () => {
  const run = await setUp(42);
  const first = await run.turn([
    'call_tool',
    { name: 'office__list_photo', arguments: { id: '1' } },
  ]);
  const second = await run.turn();
  expect(second.sent).toEqual([...first.sent, 'office__list_photo']);
});
