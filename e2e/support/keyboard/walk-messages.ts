import { expect } from '@playwright/test';
import { endAfter, refuse } from '../answers/faults.ts';
import { textAnswer } from '../answers/text-answer.ts';
import { finderOf, type Step } from './step.ts';

/** What can be done with a question and with an answer. */
export async function walkMessages(step: Step): Promise<void> {
  const { user, words, fake } = step;
  const { page, find, composer, answer, question, dialog, menu } = finderOf(step);
  const ended = (status: string) => expect(answer).toHaveAttribute('data-status', status);
  const says = (text: string) => expect(answer.getByText(text)).toBeVisible();
  await user.press('Control+Shift+o');
  await expect(composer).toBeFocused();
  await user.look('the beginning, with a key');
  const think = find('button', 'composer.think');
  await user.use(think);
  await expect(think).toHaveAttribute('aria-pressed', 'true');
  await user.press('Space');
  await walkOptions(step);

  fake.answerWith(textAnswer('The first answer.'));
  await user.press('Control+Shift+l');
  await user.type('The first question');
  await user.press('Enter');
  await says('The first answer.');
  await ended('complete');
  for (const message of [question, answer]) {
    await user.use(message.getByRole('button', { name: words('copy.label'), exact: true }));
    const more = message.getByRole('button', { name: words('message.more'), exact: true });
    for (const choice of ['message.copyMarkdown', 'message.copyPlain']) {
      await user.use(more);
      await user.use(find('menuitem', choice));
      await expect(menu).toBeHidden();
      await expect(more).toBeFocused();
    }
    await user.use(more);
    await expect(menu).toBeVisible();
    await user.look('the menu of a message');
    await user.use(find('menuitem', 'message.info.label'));
    await expect(dialog).toBeVisible();
    await user.look('about a message');
    await user.use(dialog.getByRole('button', { name: words('close') }));
    await expect(more).toBeFocused();
  }

  fake.answerWith(textAnswer('The second answer.'));
  await user.use(answer.getByRole('button', { name: words('message.again') }));
  await says('The second answer.');
  await ended('complete');
  await user.look('an answer with another beside it');
  await user.use(answer.getByRole('button', { name: words('message.branch.previous') }));
  await says('The first answer.');
  await user.use(answer.getByRole('button', { name: words('message.branch.next') }));
  await says('The second answer.');

  const edit = question.getByRole('button', { name: words('message.edit.label'), exact: true });
  const field = find('textbox', 'message.edit.field');
  await user.use(edit);
  await expect(field).toBeFocused();
  await user.type(' and more');
  await user.look('a question that is edited');
  await user.use(find('button', 'message.edit.cancel'));
  await expect(edit).toBeFocused();
  await user.press('Enter');
  await expect(field).toBeFocused();
  await user.type(' in other words');
  fake.answerWith(textAnswer('The third answer.'));
  await user.use(question.getByRole('button', { name: words('message.edit.send'), exact: true }));
  await says('The third answer.');
  await ended('complete');
  await expect(edit).toBeFocused();
  await user.use(question.getByRole('button', { name: words('message.branch.previous') }));
  await says('The second answer.');
  await user.use(question.getByRole('button', { name: words('message.branch.next') }));
  await says('The third answer.');

  fake.answerWith(endAfter('Half an'), textAnswer(' answer.'));
  await user.press('Control+Shift+l');
  await user.type('A question whose answer breaks off');
  await user.press('Enter');
  await ended('failed');
  await user.use(answer.getByRole('button', { name: words('message.details'), exact: true }));
  await user.look('an answer that broke off');
  await user.use(find('button', 'message.retry'));
  await ended('complete');
  await expect(composer).toBeFocused();

  fake.answerWith(refuse(401, { type: 'authentication_error', message: 'invalid x-api-key' }));
  await user.type('A question with a wrong key');
  await user.press('Enter');
  await ended('failed');
  await user.look('a key that is refused');
  await user.use(find('link', 'message.openSettings'));
  await expect(
    page.getByRole('heading', { name: words('settings.sections.models') }),
  ).toBeFocused();
  await page.goBack();

  const long = Array.from({ length: 60 }, (_, line) => `Paragraph ${line}.`).join('\n\n');
  fake.answerWith(textAnswer(long));
  await expect(composer).toBeFocused();
  await user.type('A long answer, please');
  await user.press('Enter');
  await ended('complete');
  await user.reach(find('region', 'chat.messages'));
  await user.press('Home');
  await user.look('far from the newest message');
  // From the field it is the nearest; on the way down through the messages it would go by itself.
  await user.press('Control+Shift+l');
  await user.use(find('button', 'chat.newest'));
  await expect(composer).toBeFocused();
  await expect(find('button', 'chat.newest')).toBeHidden();
}

/** Every option the model has, and all of them back. */
async function walkOptions(step: Step): Promise<void> {
  const { user, words } = step;
  const { find, dialog } = finderOf(step);
  const opener = find('button', 'options.label');
  await user.use(opener);
  await expect(dialog).toBeVisible();
  const radios = await dialog.getByRole('radio').all();
  // Each by an arrow key, the one that is chosen at first too.
  for (const radio of [...radios, ...radios.toReversed()]) await user.reach(radio);
  for (const field of await dialog.getByRole('spinbutton').all()) {
    await user.reach(field);
    await user.type('1');
  }
  for (const box of await dialog.getByRole('checkbox').all()) await user.use(box, 'Space');
  await user.look('the options of the model');
  await user.use(dialog.getByRole('button', { name: words('options.reset') }));
  await user.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
}
