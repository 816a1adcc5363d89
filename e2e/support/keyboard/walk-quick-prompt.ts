import { expect } from '@playwright/test';
import { refuse } from '../answers/faults.ts';
import { pacedAnswer } from '../answers/paced-answer.ts';
import { textAnswer } from '../answers/text-answer.ts';
import type { Door } from '../start-door.ts';
import { finderOf, type Step } from './step.ts';
import { chooseModel, walkModels } from './walk-models.ts';

/** The quick prompt, from its first question to the main window. */
export async function walkQuickPrompt({
  door,
  ...step
}: Step & { readonly door: Door }): Promise<void> {
  const { user, words, fake } = step;
  const { page, find, answer } = finderOf(step);
  const field = find('textbox', 'quick.field');
  const ended = (status: string) => expect(answer).toHaveAttribute('data-status', status);
  await page.goto(`${door.origin}/quick`);
  await expect(field).toBeFocused();
  await user.look('the quick prompt');
  await chooseModel(step, 'Opus');
  await walkModels(step);

  fake.answerWith(pacedAnswer({ everyMs: 10 }).answer);
  await user.reach(field);
  await user.type('A quick question');
  await user.use(find('button', 'quick.ask'));
  await expect(answer).toContainText('w1 ');
  await user.use(find('button', 'composer.stop'));
  await ended('stopped');
  await user.look('a quick answer that was stopped');
  fake.answerWith(textAnswer(' and on.'));
  await user.use(find('button', 'message.continue'));
  await ended('complete');
  await user.use(answer.getByRole('button', { name: words('copy.label') }));
  await user.look('a quick answer');
  await user.use(find('button', 'quick.new'));
  await expect(field).toBeFocused();
  // Not to be tried again by itself.
  const refused = refuse(400, { type: 'invalid_request_error', message: 'No.' });
  fake.answerWith(refused, textAnswer('Now it works.'));
  await user.type('Another one');
  await user.press('Enter');
  await ended('failed');
  await user.use(find('button', 'message.retry'));
  await ended('complete');
  await user.use(find('button', 'quick.continue'));
  await page.waitForURL(/\/#\/chat\//);
}
