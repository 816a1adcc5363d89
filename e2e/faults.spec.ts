import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as faults from './support/answers/faults.ts';
import { textAnswer } from './support/answers/text-answer.ts';
import { readStore } from './support/read-store.ts';
import { startFakeAnthropic, type Answer } from './support/start-fake-anthropic.ts';
import { expect, shortTimeouts, test } from './support/test.ts';

/**
 * However a server fails, the page says how, in a state of its own; what came is kept; one button
 * helps. None of it may read as complete, and nothing that was said may be in a log.
 */

/** Never to be found in a log. */
const secret = 'Pomegranate-7319';
const said = `These words of the ${secret} came before.`;
const mebibyte = 2 ** 20;

interface Fault {
  readonly answer: Answer;
  readonly code: string;
  readonly sentence: string | RegExp;
  /** Words had come before it happened. */
  readonly partial: boolean;
}

const apiError = { type: 'api_error', message: secret };

const found: Readonly<Record<string, Fault>> = {
  'silence before the headers': {
    answer: faults.silence,
    code: 'timed-out',
    sentence: 'did not answer within 2 seconds',
    partial: false,
  },
  'silence after the headers': {
    answer: faults.silenceAfterHeaders,
    code: 'stream-stalled',
    sentence: 'Nothing more came from Anthropic for 2 seconds',
    partial: false,
  },
  'silence in the middle': {
    answer: faults.stallAfter(said),
    code: 'stream-stalled',
    sentence: 'Nothing more came from Anthropic for 2 seconds',
    partial: true,
  },
  'an end without an end': {
    answer: faults.endAfter(said),
    code: 'stream-truncated',
    sentence: 'The answer broke off before its end.',
    partial: true,
  },
  'a broken connection': {
    answer: faults.cutAfter(said),
    code: 'network-failed',
    sentence: 'broke off in the middle of the answer',
    partial: true,
  },
  'HTML with status 200': {
    answer: faults.htmlWithStatus200(secret),
    code: 'bad-response',
    sentence: 'is not what Anthropic’s interface sends',
    partial: false,
  },
  '429 with retry-after of a day': {
    answer: faults.refuse(
      429,
      { type: 'rate_limit_error', message: secret },
      { 'retry-after': '86400' },
    ),
    code: 'rate-limited',
    sentence: 'It takes new ones again from ',
    partial: false,
  },
  '500': {
    answer: faults.refuse(500, apiError),
    code: 'provider-failed',
    sentence: 'had a problem of its own (HTTP 500)',
    partial: false,
  },
  '529': {
    answer: faults.refuse(529, { type: 'overloaded_error', message: secret }),
    code: 'provider-failed',
    sentence: 'more to do than it can handle',
    partial: false,
  },
  '401': {
    answer: faults.refuse(401, { type: 'authentication_error', message: secret }),
    code: 'authentication-failed',
    sentence: 'did not accept the key',
    partial: false,
  },
  'an error event': {
    answer: faults.errorAfter(said),
    code: 'provider-failed',
    sentence: 'more to do than it can handle right now',
    partial: true,
  },
  'an event that is no JSON': {
    answer: faults.garbleAfter(said),
    code: 'bad-response',
    sentence: 'A piece of the answer could not be read',
    partial: true,
  },
  'a line of 50 MB': {
    answer: faults.hugeLine(said, 50 * mebibyte),
    code: 'too-large',
    sentence: 'One piece of the answer is larger than Tina accepts',
    partial: true,
  },
  'a million tiny events': {
    answer: faults.tinyEvents(said, 1_000_000),
    code: 'too-large',
    sentence: 'The answer is larger than Tina accepts',
    partial: true,
  },
  'a million signs of life and no end': {
    answer: faults.pings(said, 1_000_000),
    code: 'stream-truncated',
    sentence: 'The answer broke off before its end.',
    partial: true,
  },
};

test('each fault has a state of its own, and no words of anyone are in the logs', async ({
  openChat,
  fake,
  dataDir,
}) => {
  test.slow();
  const { door, page, chat } = await openChat({ timeouts: shortTimeouts });
  for (const [name, { answer, code, sentence, partial }] of Object.entries(found)) {
    await test.step(name, async () => {
      await chat.begin();
      fake.answerWith(answer);
      await chat.send(`A question about ${secret}`);
      await chat.ended('failed');
      await expect(chat.answer).toContainText(sentence);
      await expect(chat.answer).toContainText(
        partial ? 'What was written is kept.' : 'Your question is kept.',
      );
      if (partial) await expect(chat.answer).toContainText(said);
      await expect(chat.stop).toBeHidden();
      await expect(chat.answer.getByText('Claude Sonnet 5.5 is answering…')).toBeHidden();
      const stored = () => readStore(dataDir).messages.at(-1);
      await expect.poll(stored).toMatchObject({ status: 'failed', errorCode: code });
      expect(stored()?.text.startsWith(partial ? said : '')).toBe(true);

      fake.answerWith(textAnswer('This time it worked.'));
      // Continue comes last where there is something to go on from; Retry is always there.
      await expect(chat.answer.getByRole('button', { name: 'Retry' })).toBeVisible();
      await chat.answer
        .getByRole('button', { name: /^(Continue|Retry)$/ })
        .last()
        .click();
      await chat.ended('complete');
      await expect(chat.answer).toContainText('This time it worked.');
      await expect(page.getByRole('article', { name: /^Tina/ })).toHaveCount(1);
    });
  }
  expect(await readFile(join(dataDir, 'logs/tina.log'), 'utf8')).not.toContain(secret);
  expect(door.stderr()).not.toContain(secret);
});

test.describe('on a page in German', () => {
  test.use({ locale: 'de-DE' });

  test('a fault is said in German, with its facts', async ({ openChat, fake }) => {
    const { page } = await openChat({ timeouts: shortTimeouts });
    const answer = page.getByRole('article', { name: /^Tina/ }).last();
    const composer = page.getByRole('textbox', { name: 'Nachricht', exact: true });
    const refused = { type: 'authentication_error', message: secret };
    const cases: readonly (readonly [Answer, string])[] = [
      [faults.silence, 'Anthropic hat nicht innerhalb von 2 Sekunden geantwortet.'],
      [
        faults.cutAfter(said),
        'brach mitten in der Antwort ab. Was geschrieben wurde, bleibt erhalten.',
      ],
      [faults.refuse(401, refused), 'Anthropic hat den Schlüssel nicht angenommen (HTTP 401).'],
    ];
    for (const [fault, sentence] of cases) {
      await page.getByRole('link', { name: 'Neue Unterhaltung' }).click();
      await expect(answer).toBeHidden();
      fake.answerWith(fault);
      await composer.fill('Was ist los?');
      await composer.press('Enter');
      await expect(answer).toContainText(sentence);
    }
  });
});

test('a redirect is not followed: nobody else gets the question or the key', async ({
  openChat,
  fake,
}) => {
  const elsewhere = await startFakeAnthropic();
  fake.answerWith(faults.redirectTo(`${elsewhere.url}/v1/messages`));
  const { chat } = await openChat();
  await chat.send('Where do you go?');
  await chat.ended('failed');
  await expect(chat.answer).toContainText('Tina did not follow, and nothing was sent there.');
  expect(elsewhere.received).toEqual([]);
  await elsewhere.close();
});

test('characters cut by the network are whole again', async ({ openChat, fake, dataDir }) => {
  const text = 'Grüße, 世界! 👩‍🚀 says שלום and नमस्ते.';
  fake.answerWith(faults.byteByByte(text));
  const { chat } = await openChat();
  await chat.send('Greet the world');
  await chat.ended('complete');
  await chat.says(text);
  await expect.poll(() => readStore(dataDir).messages.at(-1)?.text).toBe(text);
});

test('silence is said while it lasts, and Stop ends it at once', async ({ openChat, fake }) => {
  fake.answerWith(faults.stallAfter(said));
  const { page, chat } = await openChat({
    timeouts: { connectSeconds: 60, stalledAfterSeconds: 1, idleSeconds: 60 },
  });
  await chat.send('Be slow');
  await expect(
    page.getByRole('main').getByText(/^No data for \d+\ss\. Still waiting\.$/),
  ).toBeVisible();
  await chat.stop.click();
  await chat.ended('stopped');
  await expect(chat.answer).toContainText(said);
});
