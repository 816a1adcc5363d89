import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { SettingsPatch } from '../src/shared/contract/settings.ts';
import { refuse } from './support/answers/faults.ts';
import { textAnswer } from './support/answers/text-answer.ts';
import { chatPage, type ChatPage } from './support/chat-page.ts';
import { check, fits, sizes } from './support/page-checks.ts';
import { expect, fakeKey, test as base } from './support/test.ts';

/** What a turn says while it waits, and what an answer says of where it comes from. */

const broken = refuse(500, { type: 'api_error', message: 'No.' });
const full = refuse(
  429,
  { type: 'rate_limit_error', message: 'Slow down.' },
  { 'retry-after': '45' },
);

interface Fixtures {
  /** Opens the page with these settings and the fake server behind it. */
  readonly openWith: (settings: SettingsPatch) => Promise<{ page: Page; chat: ChatPage }>;
}

const test = base.extend<Fixtures>({
  async openWith({ dataDir, start, signIn, fake }, use) {
    await use(async (settings) => {
      const text = JSON.stringify({ welcomed: true, ...settings });
      await writeFile(join(dataDir, 'settings.json'), text);
      const env = { ANTHROPIC_BASE_URL: fake.url, ANTHROPIC_API_KEY: fakeKey };
      const page = await signIn(await start({ env }));
      return { page, chat: chatPage(page) };
    });
  },
});

test('a refused request says when it is made again, the next one waits its turn, and both can be stopped', async ({
  openWith,
  fake,
}) => {
  const { page, chat } = await openWith({ retry: { attempts: 3 } });
  fake.answerWith(full);
  await chat.send('Are you there?');
  const refused = /^Claude Sonnet 5.5 did not answer \(too many requests\)\. Attempt 2 of 3 in /;
  const main = page.getByRole('main');
  await expect(main.getByText(refused)).toBeVisible();
  // And once more for whoever listens.
  await expect(page.getByText(refused)).toHaveCount(2);
  await fits(page, 'a turn that waits');
  await check(page, 'a turn that waits');
  await page.setViewportSize(sizes[0]);
  await chat.stop.click();
  await chat.ended('stopped');

  await chat.send('And now?');
  await expect(main.getByText(/^Waiting for room at Claude Sonnet 5.5: \d+\ss\./)).toBeVisible();
  await chat.stop.click();
  await chat.ended('stopped');
  expect(fake.questions()).toHaveLength(1);
});

test('what failed once is asked again; what fails again and again says how often', async ({
  openWith,
  fake,
}) => {
  const { page, chat } = await openWith({
    retry: { attempts: 3, firstDelaySeconds: 0, jitterSeconds: 0 },
  });
  fake.answerWith(broken, textAnswer('The second time.'));
  await chat.send('Try.');
  await chat.ended('complete');
  await chat.says('The second time.');
  expect(fake.questions()).toHaveLength(2);

  fake.answerWith(broken);
  await chat.send('Try again.');
  await chat.ended('failed');
  await expect(chat.answer.getByText(/asked 3 times without an answer/)).toBeVisible();
  await expect(chat.button('Retry')).toBeVisible();
  expect(fake.questions()).toHaveLength(5);
  await check(page, 'tried in vain');
});

test('an answer says who stood in, and that it was said before', async ({ openWith, fake }) => {
  const { page, chat } = await openWith({
    retry: { attempts: 1 },
    cache: { enabled: true },
    defaultModel: { provider: 'anthropic', model: 'claude-sonnet-5-5' },
    fallbacks: {
      'anthropic/claude-sonnet-5-5': [{ provider: 'anthropic', model: 'claude-opus-5-5' }],
    },
  });
  const before = page.getByText('A kept answer');

  await test.step('from the cache, and anew when that is wanted', async () => {
    fake.answerWith(textAnswer('Forty-two.'));
    for (const times of [1, 2]) {
      await chat.begin();
      await chat.send('What is the answer?');
      await chat.ended('complete');
      await chat.says('Forty-two.');
      await expect(before).toHaveCount(times - 1);
    }
    expect(fake.questions()).toHaveLength(1);
    fake.answerWith(textAnswer('Forty-three.'));
    await chat.answer.getByRole('button', { name: 'Answer again' }).first().click();
    await chat.says('Forty-three.');
    await expect(before).toBeHidden();
    expect(fake.questions()).toHaveLength(2);
  });

  await test.step('by another model', async () => {
    fake.answerWith(broken, textAnswer('I am here instead.'));
    await chat.begin();
    await chat.send('Who is there?');
    await chat.ended('complete');
    await chat.says('I am here instead.');
    await expect(
      chat.answer.getByText(/^Claude Sonnet 5.5 could not answer \(a problem on its side\)\./),
    ).toBeVisible();
    await fits(page, 'another model');
    await check(page, 'another model');
  });
});
