import { setTimeout as pause } from 'node:timers/promises';
import { expect, type Page } from '@playwright/test';
import { pacedAnswer } from './answers/paced-answer.ts';
import { chatPage } from './chat-page.ts';
import { createRandom } from './random.ts';
import { readStore } from './read-store.ts';
import type { FakeAnthropic } from './start-fake-anthropic.ts';

export interface ReloadRounds {
  /** Reloads while one answer comes. */
  readonly reloads: number;
  readonly seed: number;
  readonly dataDir: string;
  readonly fake: FakeAnthropic;
  readonly page: Page;
  readonly onReload?: (reload: number, shown: number) => void;
}

/** Reloads the page at random moments while an answer streams in: nobody may see a gap or a double. */
export async function reloadRounds(options: ReloadRounds): Promise<void> {
  const { reloads, seed, dataDir, fake, page, onReload } = options;
  const random = createRandom(seed);
  const chat = chatPage(page);
  const paced = pacedAnswer();
  fake.answerWith(paced.answer);
  await chat.send('Count, please');
  await paced.begun;
  let shown = 0;
  for (let reload = 0; reload < reloads; reload++) {
    await pause(random() * 400);
    await page.reload();
    await expect
      .poll(async () => (await chat.text()).length, {
        message: 'it shows what was there, and more',
      })
      .toBeGreaterThan(shown);
    const text = await chat.text();
    expect(paced.text.startsWith(text), 'what is shown is a beginning of what was sent').toBe(true);
    await expect(chat.stop).toBeVisible();
    shown = text.length;
    onReload?.(reload, shown);
  }
  paced.end();
  await paced.finished;
  await chat.ended('complete');
  await chat.says(paced.text.trim());
  // The page is told of the end first; what is told is on disk a moment later.
  await expect
    .poll(() => readStore(dataDir).messages.at(-1))
    .toMatchObject({ status: 'complete', text: paced.text });
}
