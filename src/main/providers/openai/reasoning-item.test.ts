import { describe, expect, it } from 'vitest';
import { decode, finish, start } from './__fixtures__/decode.ts';
import { added, completed, created, done } from './__fixtures__/wire.ts';

describe('a thought', () => {
  const piece = (type: string, fields: object) => ({
    type: `response.reasoning_${type}`,
    item_id: 'rs_1',
    output_index: 0,
    ...fields,
  });
  const summary = ['First.', 'Second.'].map((words) => ({ type: 'summary_text', text: words }));
  const item = { id: 'rs_1', type: 'reasoning', summary, encrypted_content: 'gAAA' };

  it('has its paragraphs apart, and goes back as it came', () => {
    const { parts } = decode([
      created,
      added({ ...item, summary: [], encrypted_content: 'not whole' }),
      piece('summary_part.added', { summary_index: 0, part: { type: 'summary_text', text: '' } }),
      piece('summary_text.delta', { summary_index: 0, delta: 'First.' }),
      piece('summary_text.done', { summary_index: 0, text: 'First.' }),
      piece('summary_part.done', { summary_index: 0, part: summary[0] }),
      piece('summary_text.delta', { summary_index: 1, delta: 'Sec' }),
      done(item),
      completed([item]),
    ]);
    expect(parts).toStrictEqual([
      start,
      { type: 'reasoning-start', id: '0' },
      { type: 'reasoning-delta', id: '0', delta: 'First.' },
      { type: 'reasoning-delta', id: '0', delta: '\n\n' },
      { type: 'reasoning-delta', id: '0', delta: 'Sec' },
      { type: 'reasoning-delta', id: '0', delta: 'ond.' },
      { type: 'reasoning-end', id: '0', vendor: { provider: 'openai', data: item } },
      finish,
    ]);
  });

  it('that the vendor keeps to itself is there to go back', () => {
    const { parts } = decode([created, done({ ...item, summary: [] }), completed()]);
    expect(parts.slice(1, 3)).toStrictEqual([
      { type: 'reasoning-start', id: '0' },
      {
        type: 'reasoning-end',
        id: '0',
        redacted: true,
        vendor: { provider: 'openai', data: { ...item, summary: [] } },
      },
    ]);
  });

  it('that says nothing and cannot go back is no part', () => {
    const { encrypted_content: _, ...bare } = { ...item, summary: [] };
    expect(decode([created, added(bare), done(bare), completed([bare])]).parts).toStrictEqual([
      start,
      finish,
    ]);
  });

  it('is shown itself where a server gives it, and ends where its end was lost', () => {
    const { parts } = decode([
      created,
      piece('text.delta', { content_index: 0, delta: 'Hm' }),
      piece('text.done', { content_index: 0, text: 'Hm.' }),
      completed(),
    ]);
    expect(parts.slice(1, 5)).toStrictEqual([
      { type: 'reasoning-start', id: '0' },
      { type: 'reasoning-delta', id: '0', delta: 'Hm' },
      { type: 'reasoning-delta', id: '0', delta: '.' },
      { type: 'reasoning-end', id: '0' },
    ]);
  });
});
