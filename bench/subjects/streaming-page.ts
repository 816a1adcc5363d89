import type { Page } from '@playwright/test';
import { chatPage } from '../../e2e/support/chat-page.ts';
import { watchMainThread } from '../../e2e/support/main-thread.ts';
import type { FakeAnthropic } from '../../e2e/support/start-fake-anthropic.ts';
import { median, percentile } from '../harness/statistics.ts';
import { timedAnswer } from '../servers/timed-answer.ts';
import { watchPaints } from './watch-paints.ts';
import type { Paint } from './watch-paints.ts';

export interface Load {
  readonly perSecond: number;
  readonly seconds: number;
  /** Else the page does all it does but for painting: that costs the same for both, and more than the rest. */
  readonly isDrawn: boolean;
}

export interface Figures {
  /** NaN where nothing was drawn. */
  readonly p50: number;
  readonly p95: number;
  readonly mainThreadMs: number;
}

/** Streams one answer and says what it cost. */
export type Lane = (load: Load) => Promise<Figures>;

export async function createLane(page: Page, vendor: FakeAnthropic): Promise<Lane> {
  const chat = chatPage(page);
  const mainThread = await watchMainThread(page);
  const paints = await watchPaints(page);
  return async ({ perSecond, seconds, isDrawn }) => {
    const timed = timedAnswer(perSecond * seconds, perSecond);
    vendor.answerWith(timed.answer);
    await chat.begin();
    if (isDrawn) await paints.begin();
    await chat.send('Count, please');
    await timed.begun;
    if (!isDrawn) await show(page, false);
    const before = await mainThread.seconds();
    const answer = page.locator('article[data-status]').last();
    await answer.and(page.locator('[data-status="complete"]')).waitFor({ state: 'attached' });
    const mainThreadMs = ((await mainThread.seconds()) - before) * 1000;
    await show(page, true);
    if ((await chat.text()) !== timed.text.trim())
      throw new Error('The page does not say what was sent.');
    if (!isDrawn) return { p50: NaN, p95: NaN, mainThreadMs };
    const delays = delaysOf(timed.writtenAt, await paints.end());
    return { p50: median(delays), p95: percentile(delays, 95), mainThreadMs };
  };
}

function show(page: Page, isShown: boolean): Promise<void> {
  return page.locator('main').evaluate(
    (main, display) => {
      main.style.display = display;
    },
    isShown ? '' : 'none',
  );
}

function delaysOf(writtenAt: readonly number[], paints: readonly Paint[]): readonly number[] {
  let next = 0;
  return writtenAt.map((at, word) => {
    while ((paints[next]?.word ?? Infinity) < word) next++;
    const paint = paints[next];
    if (paint === undefined) throw new Error(`Word ${word} was never painted.`);
    return paint.at - at;
  });
}
