import { expect, test } from 'vitest';
import type { ToolContent } from '../../shared/contract/tool-content.ts';
import type { ModelMessage, ModelRequest } from '../providers/provider.ts';
import { createRequestCompleter } from './complete-request.ts';

const idOf = (number: number) => String(number).padStart(64, '0');
const image = (number: number, bytes = 3): ToolContent => ({
  type: 'image',
  mediaType: 'image/png',
  artifact: idOf(number),
  bytes,
});
const answer = (...content: ToolContent[]): ModelMessage => ({
  role: 'assistant',
  parts: [
    {
      type: 'tool-call',
      id: 'c',
      name: 'look',
      runner: 'tina',
      state: 'done',
      inputText: '{}',
      content,
    },
  ],
});
const definition = (name: string) => ({ name, description: '', inputSchema: {} });
const request = (...messages: ModelMessage[]): ModelRequest => ({
  model: 'm',
  systemPrompt: '',
  messages,
  tools: [definition('look'), definition('read_result')],
  reasoning: false,
});

function setUp(load: (id: string) => Promise<{ bytes: Uint8Array } | null>) {
  const asked: string[] = [];
  const complete = createRequestCompleter((id) => {
    asked.push(id);
    return load(id);
  });
  return { asked, complete };
}
const abc = () => Promise.resolve({ bytes: new Uint8Array(Buffer.from('abc')) });

test('a request goes with the bytes its results name, each loaded once in a turn', async () => {
  const { asked, complete } = setUp(abc);
  const first = await complete(request(answer(image(1))));
  expect(first.artifacts).toEqual(new Map([[idOf(1), 'YWJj']]));
  const second = await complete(request(answer(image(1)), answer(image(2), image(1))));
  expect([...(second.artifacts?.keys() ?? [])].toSorted()).toEqual([idOf(1), idOf(2)]);
  expect(asked).toEqual([idOf(1), idOf(2)]);
});

test('what no model looks at, or is for the person, is not loaded', async () => {
  const { asked, complete } = setUp(abc);
  const { artifacts } = await complete(
    request(
      answer(
        { ...image(1), audience: ['user'] },
        { type: 'audio', mediaType: 'audio/wav', artifact: idOf(2), bytes: 3 },
        { type: 'image', mediaType: 'image/svg+xml', artifact: idOf(3), bytes: 3 },
        { type: 'resource', uri: 'a:b', mediaType: 'application/zip', artifact: idOf(4), bytes: 3 },
        { type: 'resource', uri: 'a:c', mediaType: 'application/pdf', artifact: idOf(5), bytes: 3 },
      ),
    ),
  );
  expect(asked).toEqual([idOf(5)]);
  expect(artifacts?.size).toBe(1);
});

test('what is gone, or cannot be read, is left out', async () => {
  const { complete } = setUp((id) =>
    id === idOf(1) ? Promise.resolve(null) : Promise.reject(new Error('no disk')),
  );
  expect('artifacts' in (await complete(request(answer(image(1), image(2)))))).toBe(false);
});

test('the newest come along as far as they fit', async () => {
  const megabytes = 1024 * 1024;
  const { asked, complete } = setUp(abc);
  await complete(
    request(
      answer(image(1, 5 * megabytes)),
      answer(image(2, 5 * megabytes), image(3, 5 * megabytes)),
    ),
  );
  expect(asked).toEqual([idOf(3), idOf(2)]);
  const many = setUp(abc);
  await many.complete(request(answer(...Array.from({ length: 25 }, (_, index) => image(index)))));
  expect(many.asked).toHaveLength(20);
  expect(many.asked).not.toContain(idOf(0));
});

test('the tool that reads on is offered where something was cut', async () => {
  const { complete } = setUp(abc);
  const cut: ToolContent = {
    type: 'excerpt',
    head: 'a',
    tail: 'b',
    artifact: idOf(1),
    characters: 9,
  };
  const namesIn = async (...content: ToolContent[]) =>
    (await complete(request(answer(...content)))).tools.map(({ name }) => name);
  expect(await namesIn(image(1))).toEqual(['look']);
  expect(await namesIn({ ...cut, audience: ['user'] })).toEqual(['look']);
  expect(await namesIn(cut)).toEqual(['look', 'read_result']);
});
