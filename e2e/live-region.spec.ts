import type { Page } from '@playwright/test';
import { beginStream, closing, delta, opening, write } from './support/answers/sse.ts';
import { wordsOf } from './support/keyboard/words.ts';
import type { Answer } from './support/start-fake-anthropic.ts';
import { expect, test } from './support/test.ts';

/** Everything that is put into the live region from now on, in the order in which it is. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  const heard: string[] = [];
  await page.exposeFunction('hear', (text: string) => void heard.push(text));
  await page.getByRole('log').evaluate((log) => {
    const { hear } = globalThis as unknown as { hear: (text: string) => void };
    new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes]))
        hear(node.textContent ?? '');
    }).observe(log, { childList: true });
  });
  return () => Promise.resolve(heard);
}

/** An answer whose pieces leave one by one, when the test says so. */
function heldAnswer(pieces: readonly string[]): { readonly answer: Answer; next(): void } {
  let wake = Promise.withResolvers<void>();
  let waiting = 0;
  return {
    next() {
      waiting++;
      wake.resolve();
    },
    async answer(response) {
      beginStream(response);
      await write(response, opening);
      for (const piece of pieces) {
        while (waiting === 0) {
          await wake.promise;
          wake = Promise.withResolvers();
        }
        waiting--;
        await write(response, delta(piece));
      }
      response.end(closing);
    },
  };
}

const pieces = [
  'The first sentence is he',
  're. The second',
  ' one comes now. Then code:\n\n```js\nconst a = 1;\n```\n\nAnd the end',
  ' is said, too.',
] as const;

for (const language of ['en', 'de'] as const)
  test.describe(`in ${language}`, () => {
    test.use({ locale: language });

    test('an answer is said sentence by sentence, each once, in order', async ({
      openChat,
      fake,
    }) => {
      const words = wordsOf(language);
      const held = heldAnswer(pieces);
      fake.answerWith(held.answer);
      const { page } = await openChat();
      const composer = page.getByRole('textbox', { name: words('composer.label'), exact: true });
      await expect(composer).toBeFocused();
      const heard = await listen(page);
      const said = async () => (await heard()).join(' ');
      await page.keyboard.type('Say something');
      await page.keyboard.press('Enter');

      held.next();
      const answer = page.getByRole('article').last();
      await expect(answer).toContainText('The first sentence is he');
      expect(await said(), 'half a sentence is not said').not.toContain('The first');
      held.next();
      await expect.poll(said).toContain('The first sentence is here.');
      expect(await said()).not.toContain('The second');
      held.next();
      await expect.poll(said).toContain('The second one comes now.');
      held.next();
      await expect(answer).toHaveAttribute('data-status', 'complete');
      const all = [
        'The first sentence is here.',
        'The second one comes now.',
        'Then code:',
        words('announce.code'),
        'And the end is said, too.',
        words('announce.ended'),
      ].join(' ');
      await expect.poll(said).toContain(words('announce.ended'));
      const begun = (await said()).indexOf('The first');
      expect((await said()).slice(begun)).toBe(all);
    });
  });
