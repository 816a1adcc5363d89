import { describe, expect, it } from 'vitest';
import type { StreamPart } from '../stream-part.ts';
import { decode, emptyMessage, finish, said, start } from './__fixtures__/decode.ts';
import { added, completed, created, done, message, text } from './__fixtures__/wire.ts';

describe('a text', () => {
  const whole = [
    created,
    added(emptyMessage),
    text('Hel'),
    text('lo'),
    {
      type: 'response.output_text.done',
      item_id: 'msg_1',
      output_index: 0,
      content_index: 0,
      text: 'Hello',
    },
    done(message('Hello')),
    completed([message('Hello')]),
  ];
  const expected = [
    start,
    { type: 'text-start', id: '0' },
    { type: 'text-delta', id: '0', delta: 'Hel' },
    { type: 'text-delta', id: '0', delta: 'lo' },
    { type: 'text-end', id: '0' },
    finish,
  ];

  it('is told as it comes, and once', () => {
    expect(decode(whole)).toStrictEqual({ parts: expected, isOver: true, dropped: {} });
  });

  it.each([
    ['its beginning', [1]],
    ['its end', [4, 5]],
    ['its place in the whole answer', [4, 5, 6]],
    ['the beginning of the answer', [0]],
  ])('survives the loss of %s', (_, lost) => {
    const events = whole.filter((_event, index) => !lost.includes(index));
    const end = lost.includes(6) ? [completed()] : [];
    expect(
      decode([...events, ...end]).parts.filter(({ type }) => type !== 'response-start'),
    ).toStrictEqual(expected.slice(1));
  });

  it.each([
    ['each piece', [2, 3], 'Hello'],
    ['the last piece', [3], 'Hello'],
    ['everything but the whole answer', [1, 2, 3, 4, 5], 'Hello'],
  ])('that lost %s is still told whole', (_, lost, words) => {
    const { parts } = decode(whole.filter((_event, index) => !lost.includes(index)));
    expect(parts.flatMap((part) => (part.type === 'text-delta' ? part.delta : '')).join('')).toBe(
      words,
    );
    expect(parts.filter(({ type }) => type === 'text-start')).toHaveLength(1);
  });

  it('that lost a piece in its middle is not said again', () => {
    const { parts } = decode([
      created,
      added(emptyMessage),
      text('lo'),
      done(message('Hello')),
      completed(),
    ]);
    expect(parts).toStrictEqual([start, ...said('lo'), finish]);
  });

  it('of very many pieces is one text', () => {
    const words = 'x'.repeat(2500);
    const { parts } = decode([
      created,
      added(emptyMessage),
      ...[...words].map((letter) => text(letter)),
      done(message(`${words}!`)),
      completed(),
    ]);
    const deltas = parts.flatMap((part) => (part.type === 'text-delta' ? part.delta : []));
    expect(deltas).toHaveLength(2501);
    expect(deltas.join('')).toBe(`${words}!`);
  });

  it('is not repeated by events that come twice', () => {
    const numbered = whole.map((event, index) => ({ ...event, ...{ sequence_number: index } }));
    const { parts, dropped } = decode(numbered.flatMap((event) => [event, event]));
    expect(parts).toStrictEqual(expected);
    expect(dropped).toStrictEqual({ doubled: 5 });
  });

  it('is read from a server that numbers all events alike', () => {
    const numbered = whole.map((event) => ({ ...event, ...{ sequence_number: 0 } }));
    expect(decode(numbered).parts).toStrictEqual(expected);
  });

  it('is over once its end was told, whatever comes late', () => {
    const ended = {
      type: 'response.content_part.done',
      item_id: 'msg_1',
      output_index: 0,
      content_index: 0,
      part: { type: 'output_text', text: 'Hello', annotations: [] },
    };
    const { parts } = decode([created, text('Hello'), ended, text('!'), completed()]);
    expect(parts).toStrictEqual([start, ...said('Hello'), finish]);
  });

  it('is one text even if a server in between gives its item another id each time', () => {
    const { parts } = decode([
      created,
      added({ ...emptyMessage, id: 'a' }),
      text('Hel', 'b'),
      text('lo', 'c'),
      done(message('Hello', 'd')),
      completed([message('Hello', 'e')]),
    ]);
    expect(parts).toStrictEqual(expected);
  });

  it('has as many parts as the model wrote passages', () => {
    const content = ['One', 'Two'].map((words) => ({
      type: 'output_text',
      text: words,
      annotations: [],
    }));
    const { parts } = decode([created, done({ ...emptyMessage, content }), completed()]);
    expect(parts).toStrictEqual([
      start,
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'One' },
      { type: 'text-start', id: '1' },
      { type: 'text-delta', id: '1', delta: 'Two' },
      { type: 'text-end', id: '0' },
      { type: 'text-end', id: '1' },
      finish,
    ]);
  });
});

describe('a citation', () => {
  const annotate = (annotation: object, index = 0) => ({
    type: 'response.output_text.annotation.added',
    item_id: 'msg_1',
    output_index: 0,
    content_index: 0,
    annotation_index: index,
    annotation,
  });
  const page = { type: 'url_citation', url: 'https://example.org', title: 'A page' };
  const file = { type: 'file_citation', file_id: 'file_1', filename: 'notes.txt', index: 3 };
  const citation = (cited: object): StreamPart => ({ type: 'citation', id: '0', citation: cited });

  it('names a page or a file, and is told once', () => {
    const content = [{ type: 'output_text', text: 'Hello', annotations: [page, file] }];
    const { parts } = decode([
      created,
      added(emptyMessage),
      text('Hello'),
      annotate(page),
      annotate(page),
      done({ ...emptyMessage, content }),
      completed(),
    ]);
    expect(parts.slice(3, 5)).toStrictEqual([
      citation({ url: 'https://example.org', title: 'A page' }),
      citation({ title: 'notes.txt' }),
    ]);
    expect(parts.filter(({ type }) => type === 'citation')).toHaveLength(2);
  });

  it('that names neither is counted as left out', () => {
    const path = { type: 'file_path', file_id: 'file_1', index: 3 };
    const { parts, dropped } = decode([
      created,
      added(emptyMessage),
      text('Hello'),
      annotate(path),
      completed(),
    ]);
    expect(parts).toStrictEqual([start, ...said('Hello'), finish]);
    expect(dropped).toStrictEqual({ file_path: 1 });
  });
});
