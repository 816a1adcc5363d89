import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { FilledPrompt, OfferedPrompt } from '../../../shared/contract/mcp-prompts.ts';
import { makeAttachment } from '../../../shared/__fixtures__/make-attachment.ts';
import { AppError } from '../../../shared/errors.ts';
import { promptNamed } from './__fixtures__/prompt-named.ts';
import { menuKey } from './menu-key.ts';
import { createPromptMenu } from './prompt-menu.ts';
import type { Values } from './prompt-menu.ts';

const greet = promptNamed('greet');
const review = promptNamed('review', { takes: ['language', 'focus'] });

function setUp(offered: readonly OfferedPrompt[] = [greet, review]) {
  const prompts = createStore<{ readonly prompts: readonly OfferedPrompt[] }>(() => ({
    prompts: offered,
  }));
  const store = createStore(() => ({ text: '' }));
  const draft = { store, set: (text: string) => store.setState({ text }) };
  const asked: {
    name: string;
    values: Values;
    signal: AbortSignal;
    answer: PromiseWithResolvers<FilledPrompt>;
  }[] = [];
  const attached: string[] = [];
  const menu = createPromptMenu({
    draft,
    prompts,
    fill({ name }, values, signal) {
      const answer = Promise.withResolvers<FilledPrompt>();
      asked.push({ name, values, signal, answer });
      return answer.promise;
    },
    attachments: {
      add: ({ id }) => void attached.push(id),
      remove: (id) => void attached.splice(attached.indexOf(id), 1),
    },
    words: { speaker: (role) => role, attached: (name) => name },
  });
  return {
    menu,
    prompts,
    asked,
    attached,
    step: () => menu.store.getState().step,
    mark: () => menu.store.getState().mark,
    text: () => store.getState().text,
    /** What stands in the field otherwise. */
    set: draft.set,
    /** As a person types it. */
    type(text: string, caret = text.length) {
      draft.set(text);
      menu.typed(text.startsWith('/') ? { text, caret } : null);
    },
    press: (key: string, more = {}) =>
      menuKey(menu, {
        key,
        keyCode: 0,
        isComposing: false,
        shiftKey: false,
        ctrlKey: false,
        metaKey: false,
        altKey: false,
        ...more,
      }),
    async answer(text: string, at = asked.length - 1) {
      asked[at]?.answer.resolve(filled(text));
      await settled();
    },
  };
}

const filled = (text: string): FilledPrompt => ({
  messages: text === '' ? [] : [{ role: 'user', pieces: [{ type: 'text', text }] }],
  attachments: [],
  hadHidden: false,
});
const settled = async () => {
  for (let times = 0; times < 5; times++) await Promise.resolve();
};
const foundIn = (step: ReturnType<ReturnType<typeof setUp>['step']>) =>
  step.type === 'choosing' ? [step.found.map(({ name }) => name), step.active] : step.type;

test('a slash opens it, what is typed narrows it, and what fits nothing closes it', () => {
  const { type, step } = setUp();
  type('/');
  expect(foundIn(step())).toEqual([['greet', 'review'], 0]);
  type('/rev');
  expect(foundIn(step())).toEqual([['review'], 0]);
  type('/usr/bin');
  expect(foundIn(step())).toBe('closed');
  type('/gre');
  expect(foundIn(step())).toEqual([['greet'], 0]);
  type('gre');
  expect(foundIn(step())).toBe('closed');
});

test('arrows go round; what is typed begins at the best again, a list that changes does not', () => {
  const { type, step, press, prompts } = setUp();
  type('/');
  press('ArrowUp');
  expect(foundIn(step())).toEqual([['greet', 'review'], 1]);
  prompts.setState({ prompts: [promptNamed('another'), greet, review] });
  expect(foundIn(step())).toEqual([['another', 'greet', 'review'], 2]);
  press('ArrowDown');
  expect(foundIn(step())).toEqual([['another', 'greet', 'review'], 0]);
  press('ArrowUp');
  type('/e');
  expect(foundIn(step())).toEqual([['another', 'greet', 'review'], 0]);
});

test('prompts that come after the slash open it, and it closes when there are none any more', () => {
  const { type, step, prompts } = setUp([]);
  type('/');
  expect(step().type).toBe('closed');
  prompts.setState({ prompts: [greet] });
  expect(foundIn(step())).toEqual([['greet'], 0]);
  prompts.setState({ prompts: [] });
  expect(step().type).toBe('closed');
});

test('Escape leaves the text, and the menu stays away until another slash', () => {
  const { type, step, press, text } = setUp();
  type('/gr');
  expect(press('Escape')).toBe(true);
  expect([step().type, text()]).toEqual(['closed', '/gr']);
  type('/gre');
  expect(step().type).toBe('closed');
  expect(press('Enter')).toBe(false);
  type('');
  type('/');
  expect(step().type).toBe('choosing');
});

test('while it is closed, or an input method composes, keys are the field’s', () => {
  const { type, press } = setUp();
  expect(press('Enter')).toBe(false);
  type('/');
  expect(press('Enter', { isComposing: true })).toBe(false);
  expect(press('Enter', { keyCode: 229 })).toBe(false);
  expect(press('Enter', { shiftKey: true })).toBe(false);
  expect(press('a')).toBe(false);
});

test('one that takes nothing is asked for at once, and stands before what was written', async () => {
  const { type, press, asked, answer, text, mark, step } = setUp();
  type('/grand this', 3);
  press('Enter');
  expect(asked).toMatchObject([{ name: 'greet', values: {} }]);
  // Half a prompt is not sent.
  expect(press('Enter')).toBe(true);
  await answer('Hello');
  expect(text()).toBe('Hello\n\nand this');
  expect(step().type).toBe('closed');
  expect(mark()).toMatchObject({ prompt: greet, before: '/grand this' });
});

test('what was there comes back, for as long as nobody has changed what came', async () => {
  const { type, set, press, answer, text, mark, step } = setUp();
  type('/gre');
  press('Tab');
  await answer('Hello');
  set('Hello!');
  expect(press('z', { ctrlKey: true })).toBe(false);
  expect(mark()).not.toBeNull();
  set('Hello');
  expect(press('z', { metaKey: true })).toBe(true);
  expect([text(), mark(), step().type]).toEqual(['/gre', null, 'closed']);
});

test('the mark stays with its words: through a message that comes back, not with others', async () => {
  const { type, set, press, answer, mark } = setUp();
  type('/gre');
  press('Enter');
  await answer('Hello');
  set('');
  set('Hello');
  expect(mark()).not.toBeNull();
  set('');
  set('My own');
  expect(mark()).toBeNull();

  type('/gre');
  press('Enter');
  await answer('Hello');
  set('All of it is mine');
  expect(mark()).toBeNull();
});

test('one with arguments is filled in; Escape goes back, and nothing is lost', async () => {
  const { type, press, menu, step, asked, answer, text } = setUp();
  type('/rev');
  press('Enter');
  expect(step()).toMatchObject({ type: 'filling', prompt: review, values: {} });
  expect(asked).toEqual([]);
  menu.setValue('language', 'Pascal');
  menu.setValue('focus', '');
  menu.back();
  expect([foundIn(step()), text()]).toEqual([[['review'], 0], '/rev']);
  press('Enter');
  expect(step()).toMatchObject({ values: { language: 'Pascal' } });
  void menu.submit();
  expect(step()).toMatchObject({ isAsking: true });
  expect(asked).toMatchObject([{ name: 'review', values: { language: 'Pascal' } }]);
  expect(asked[0]?.values).not.toHaveProperty('focus');
  await answer('Review');
  expect(text()).toBe('Review');
});

test('an answer nobody waits for any more changes nothing', async () => {
  const { type, press, menu, step, asked, answer, text } = setUp();
  type('/gre');
  press('Enter');
  press('Escape');
  expect(asked[0]?.signal.aborted).toBe(true);
  expect(foundIn(step())).toEqual([['greet'], 0]);
  await answer('too late');
  expect(text()).toBe('/gre');
  press('Enter');
  type('/greet');
  await answer('too late');
  expect(text()).toBe('/greet');
  press('Enter');
  menu.close();
  await answer('too late');
  expect(text()).toBe('/greet');
});

test('what goes wrong is said where it was asked, and can be tried again', async () => {
  const { type, press, menu, step, asked, answer, text } = setUp();
  type('/gre');
  press('Enter');
  const error = new AppError('mcp-request-failed', 'No.');
  asked[0]?.answer.reject(error);
  await settled();
  expect(step()).toMatchObject({ isAsking: false, problem: { type: 'error', error } });
  expect(text()).toBe('/gre');
  void menu.submit();
  await answer('');
  expect(step()).toMatchObject({ problem: { type: 'empty', leftOut: [] } });
  void menu.submit();
  await answer('Hello');
  expect(text()).toBe('Hello');
});

test('the button puts a slash before what is written, and takes it away again', async () => {
  const { menu, set, step, text, type, press, answer, mark } = setUp();
  set('and this');
  menu.toggle();
  expect([text(), foundIn(step())]).toEqual(['/and this', [['greet', 'review'], 0]]);
  menu.toggle();
  expect([text(), step().type]).toEqual(['and this', 'closed']);
  menu.toggle();
  type('/gand this', 2);
  press('Enter');
  await answer('Hello');
  expect([text(), mark()?.before]).toEqual(['Hello\n\nand this', 'and this']);
});

test('what came with it goes with the draft, and away again with its words', async () => {
  const { type, press, asked, attached } = setUp();
  const part = makeAttachment();
  type('/gre');
  press('Enter');
  asked[0]?.answer.resolve({ ...filled('Hello'), attachments: [part] });
  await settled();
  expect(attached).toEqual([part.id]);
  press('z', { ctrlKey: true });
  expect(attached).toEqual([]);
});
