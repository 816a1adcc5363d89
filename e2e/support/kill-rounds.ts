import { setTimeout as pause } from 'node:timers/promises';
import { expect, type Page } from '@playwright/test';
import { pacedAnswer, type PacedAnswer } from './answers/paced-answer.ts';
import { textAnswer } from './answers/text-answer.ts';
import { chatPage } from './chat-page.ts';
import { createRandom } from './random.ts';
import { readStore, type StoredMessage } from './read-store.ts';
import type { Door, DoorOptions } from './start-door.ts';
import type { FakeAnthropic } from './start-fake-anthropic.ts';

export interface KillRounds {
  readonly rounds: number;
  readonly seed: number;
  readonly dataDir: string;
  readonly fake: FakeAnthropic;
  readonly start: (options?: Partial<DoorOptions>) => Promise<Door>;
  readonly signIn: (door: Door) => Promise<Page>;
  readonly onRound?: (round: number, outcome: KillOutcome) => void;
}

export interface KillOutcome {
  /** Where it was hit. */
  readonly phase: 'sending' | 'answering';
  /** How long before the kill the first word that is not on disk had left the server. */
  readonly lostMs: number;
}

/** What a journal may still hold in memory when the lights go out. */
const mayBeLostMs = 250;

/**
 * Kills the door without warning at random moments while an answer streams in, and looks each time
 * at what is left: on disk, and on the page.
 */
export async function killRounds(options: KillRounds): Promise<void> {
  const { rounds, seed, dataDir, fake, start, signIn, onRound } = options;
  const random = createRandom(seed);
  let door = await start();
  const { port } = door;
  const page = await signIn(door);
  const chat = chatPage(page);
  const acknowledged: string[] = [];
  /** As they were after the round in which they ended: nothing may ever change them again. */
  let settled: readonly StoredMessage[] = [];

  for (let round = 0; round < rounds; round++) {
    const paced = pacedAnswer({ everyMs: 1 + Math.floor(random() * 12) });
    fake.answerWith(paced.answer);
    const question = `Round ${round}: ${'please '.repeat(Math.floor(random() * 20))}go on`;
    const phase = round > 0 && random() < 0.15 ? 'sending' : 'answering';
    // A moment of its own, tied to nothing that happens in the door.
    const delay = phase === 'sending' ? random() * 40 : random() * 900;
    const asked = fake.questions().length;

    await chat.composer.fill(question);
    if (phase === 'sending') {
      // Kept as a draft, it may at no moment be neither that nor a message.
      await expect.poll(() => Object.values(readStore(dataDir).drafts)).toContain(question);
    }
    await chat.composer.press('Enter');
    if (phase === 'answering') {
      await Promise.all([fake.asked(asked + 1), paced.begun]);
      // The page has the core's own message in place of its own: it was told that it is kept.
      await expect(
        page.locator('article[data-message-id]').filter({ hasText: question }),
      ).toHaveCount(1);
      acknowledged.push(question);
    }
    await pause(delay);
    let killedAt = 0;
    await door.kill(() => (killedAt = performance.now()));

    const left = readStore(dataDir);
    expect(left.check, `the database after round ${round}`).toBe('ok');
    door = await start({ port });
    expect(door.port, 'the same address, so that the page finds it again').toBe(port);
    if (random() < 0.5) await page.reload();
    else
      await expect(page.getByRole('main').getByText('No connection to Tina.')).toBeHidden({
        timeout: 15_000,
      });

    const outcome = await look({ paced, killedAt, question, phase });
    onRound?.(round, outcome);
  }

  await goOn();

  async function look({
    paced,
    killedAt,
    question,
    phase,
  }: {
    readonly paced: PacedAnswer;
    readonly killedAt: number;
    readonly question: string;
    readonly phase: KillOutcome['phase'];
  }): Promise<KillOutcome> {
    const { check, messages } = readStore(dataDir);
    expect(check, 'the database after the restart').toBe('ok');
    const questions = messages.filter(({ role }) => role === 'user').map(({ text }) => text.trim());
    expect(questions).toEqual(expect.arrayContaining(acknowledged.map((text) => text.trim())));
    expect(messages.slice(0, settled.length), 'older messages').toEqual(settled);
    expect(
      messages.filter(({ status }) => status === 'streaming'),
      'answers that never end',
    ).toEqual([]);
    settled = messages;

    const wasStored = questions.at(-1) === question.trim();
    if (!wasStored) {
      // Killed before it was acknowledged: then it is where it was written, as soon as the draft is read.
      await expect
        .poll(async () => (await chat.composer.inputValue()).trim(), { message: 'the draft' })
        .toBe(question.trim());
      await chat.composer.fill('');
      return { phase, lostMs: 0 };
    }
    if (phase === 'sending') {
      acknowledged.push(question);
      // Whoever was not told has the words still before them; a second try would be known by its id.
      await chat.composer.fill('');
    }
    const answer = messages.at(-1);
    expect(answer?.role).toBe('assistant');
    expect(
      paced.text.startsWith(answer?.text ?? '?'),
      'the answer is a beginning of what was sent',
    ).toBe(true);
    const lostMs = paced.ageOfWordAfter(answer?.text.length ?? 0, killedAt);
    expect(lostMs, 'the age of the first word that was lost').toBeLessThanOrEqual(mayBeLostMs);
    expect(answer?.status).toBe('interrupted');

    await chat.ended('interrupted');
    await expect(chat.answer).toContainText(
      'Interrupted: Tina ended while this was being written.',
    );
    await expect(chat.stop).toBeHidden();
    await expect(
      chat.answer.getByRole('button', { name: /^(Continue|Retry)$/ }).first(),
    ).toBeVisible();
    await chat.says((answer?.text ?? '').trim());
    return { phase, lostMs };
  }

  /** After all that, the last answer can still be taken up again. */
  async function goOn(): Promise<void> {
    fake.answerWith(textAnswer('And this is the end.'));
    const help = chat.answer.getByRole('button', { name: /^(Continue|Retry)$/ }).first();
    if (await help.isVisible()) await help.click();
    else await chat.send('Say the end');
    await chat.ended('complete');
    await expect(chat.answer).toContainText('And this is the end.');
    expect(await door.stop()).toBe(0);
  }
}
