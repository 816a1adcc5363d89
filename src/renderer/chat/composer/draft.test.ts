import { expect, test } from 'vitest';
import { createFakeClock } from '../../../shared/clock.ts';
import { maxPromptLength } from '../../../shared/limits.ts';
import { createDraft } from './draft.ts';

function setUp(kept = '', unsaved = new Map<string, string>(), isThere = false) {
  const clock = createFakeClock();
  const saved: string[] = [];
  const loaded = Promise.withResolvers<string>();
  let key = 'new';
  let isCut = false;
  const draft = createDraft({
    key: () => key,
    load: () => loaded.promise,
    save: async (to, text) => {
      if (!isCut) return void saved.push(`${to}: ${text}`);
      throw new Error('There is no connection.');
    },
    unsaved,
    isThere: async () => isThere,
    clock,
  });
  return {
    clock,
    saved,
    draft,
    text: () => draft.store.getState().text,
    begin: (id: string) => (key = id),
    cut: () => (isCut = true),
    unsaved,
    async load() {
      loaded.resolve(kept);
      await loaded.promise;
      await Promise.resolve();
    },
  };
}

test('what was kept comes back, before what was typed meanwhile', async () => {
  const untouched = setUp('kept');
  await untouched.load();
  expect(untouched.text()).toBe('kept');

  const typing = setUp('kept');
  typing.draft.set('new words');
  await typing.load();
  expect(typing.text()).toBe('kept\n\nnew words');
});

test('without a connection the words outlive a reload, also those that were being sent', async () => {
  const before = setUp();
  before.cut();
  before.draft.set('never taken');
  before.draft.flush();
  const after = setUp('older', before.unsaved);
  await after.load();
  expect(after.text()).toBe('never taken');

  after.cut();
  after.draft.take('m');
  after.draft.set('and more');
  expect(setUp('', after.unsaved).text()).toBe('never taken\n\nand more');

  after.draft.sent();
  expect(setUp('', after.unsaved).text()).toBe('and more');
});

test('what came back and is there after all leaves the field, but only of the draft that is open', async () => {
  const before = setUp();
  before.draft.set('question');
  before.draft.take('m');
  before.draft.comeBack('question', { mayBeThere: true });
  before.draft.set('question\n\nnext');

  const closed = setUp('', new Map(before.unsaved), true);
  closed.draft.close();
  await closed.load();
  await closed.load();
  expect(closed.unsaved.get('new')).not.toBe('next');

  const open = setUp('', new Map(before.unsaved), true);
  await open.load();
  await open.load();
  expect(open.text()).toBe('next');
  expect([...open.unsaved]).toEqual([['new', 'next']]);
});

test('what the core has taken is kept nowhere else', async () => {
  const { draft, unsaved } = setUp();
  draft.set('words');
  draft.flush();
  await Promise.resolve();
  await Promise.resolve();
  expect(unsaved.size).toBe(0);
});

test('is saved shortly after the last change, and at once when asked', () => {
  const { draft, clock, saved } = setUp();
  draft.set('a');
  clock.advance(299);
  draft.set('ab');
  clock.advance(299);
  expect(saved).toEqual([]);
  clock.advance(1);
  expect(saved).toEqual(['new: ab']);
  draft.flush();
  draft.set('abc');
  draft.flush();
  draft.close();
  expect(saved).toEqual(['new: ab', 'new: abc']);
});

test('while it is sent, what is typed is kept back, then saved under its new name', () => {
  const { draft, clock, saved, text, begin } = setUp();
  draft.set('question');
  expect(draft.take('m')).toBe('question');
  expect(text()).toBe('');
  draft.set('next');
  clock.advance(1_000);
  expect(saved).toEqual(['new: question']);
  begin('id');
  draft.sent();
  clock.advance(300);
  expect(saved).toEqual(['new: question', 'id: next']);
  expect(text()).toBe('next');
});

test('comes back before what was typed meanwhile when it could not be sent', () => {
  const { draft, text, clock, saved } = setUp();
  draft.set('question');
  draft.take('m');
  draft.comeBack('question');
  expect(text()).toBe('question');
  draft.take('m');
  draft.set('typed');
  draft.comeBack('question');
  expect(text()).toBe('question\n\ntyped');
  clock.advance(300);
  expect(saved.at(-1)).toBe('new: question\n\ntyped');
});

test('one that is too long to be sent stays in the field and is saved once it is shorter', () => {
  const { draft, clock, saved, text } = setUp();
  const longest = 'x'.repeat(maxPromptLength);
  draft.set(`${longest}x`);
  clock.advance(300);
  draft.flush();
  expect(text()).toBe(`${longest}x`);
  expect(saved).toEqual([]);
  draft.set(longest);
  clock.advance(300);
  expect(saved).toEqual([`new: ${longest}`]);
});
