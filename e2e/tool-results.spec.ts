import { chatPage } from './support/chat-page.ts';
import { check, fits } from './support/page-checks.ts';
import { longText, seedToolResults } from './support/seed-tool-results.ts';
import { expect, test } from './support/test.ts';

test('what a tool gave is shown, played, read and saved, and nothing is loaded from elsewhere', async ({
  start,
  signIn,
  dataDir,
}) => {
  test.slow();
  await (await start()).stop();
  const { title } = seedToolResults(dataDir);
  const page = await signIn(await start());
  const chat = chatPage(page);
  await chat.conversation(title).click();

  const pictures = chat.answer.getByRole('list', { name: 'Image from Gallery' });
  const drawn = () =>
    pictures.locator('img').evaluateAll(
      (all) => all.map((image) => (image as HTMLImageElement).naturalWidth), // they are images
    );

  await test.step('pictures stand below the line of the call', async () => {
    await expect.poll(drawn).toEqual([480, 90]);
    // What is no picture, whatever it is called, can be saved.
    await expect(pictures.getByRole('button', { name: 'Save result.png' })).toBeVisible();
  });

  await test.step('one opens large and gives the focus back', async () => {
    const small = pictures.getByRole('button', { name: 'Image from Gallery · 1: open large' });
    await small.press('Enter');
    const large = page.getByRole('dialog', { name: 'Image from Gallery · 1' });
    await expect(large.getByRole('img', { name: 'Image from Gallery · 1' })).toBeVisible();
    await check(page, 'a large picture');
    const download = page.waitForEvent('download');
    await large.getByRole('button', { name: 'Save result.png' }).click();
    expect((await download).suggestedFilename()).toBe('result.png');
    await page.keyboard.press('Escape');
    await expect(large).toBeHidden();
    await expect(small).toBeFocused();
  });

  await test.step('the line opens to everything', async () => {
    await chat.answer.getByRole('button', { name: /^Gallery/ }).press('Enter');
    await expect(chat.answer.getByText('From a server that is not trusted.')).toBeVisible();
    await expect(chat.answer.getByText('A few words of the server.')).toBeVisible();
    await expect(chat.answer.getByRole('region', { name: 'file:///notes.md' })).toContainText(
      '# Notes',
    );
    await expect(chat.answer.getByText('Only you see this.')).toBeVisible();
    await expect(chat.answer.getByRole('region', { name: 'Result as data' })).toContainText(
      '"items": 11',
    );
    const link = chat.answer.getByRole('link', { name: 'More of it' });
    await expect(link).toHaveAttribute('href', 'https://a.example/more');
    await expect(chat.answer.getByText('A file of this computer')).toBeVisible();
    await expect(chat.answer.getByRole('link', { name: 'A file of this computer' })).toHaveCount(0);
    await check(page, 'what a tool gave');
    await fits(page, 'what a tool gave');
  });

  await test.step('a sound is played', async () => {
    const ended = await chat.answer.locator('audio').evaluate(async (element) => {
      const audio = element as HTMLAudioElement; // the locator says so
      const end = new Promise((resolve) => audio.addEventListener('ended', () => resolve('ended')));
      audio.muted = true;
      await audio.play();
      return end;
    });
    expect(ended).toBe('ended');
  });

  await test.step('a file is saved under a name that does no harm', async () => {
    const download = page.waitForEvent('download');
    await chat.answer.getByRole('button', { name: 'Save a report.pdf' }).click();
    expect((await download).suggestedFilename()).toBe('a report.pdf');
  });

  await test.step('a long text is read piece by piece to its end', async () => {
    const left = longText.length - 4000;
    await expect(
      chat.answer.getByText(`${left.toLocaleString('en')} characters are left out here.`),
    ).toBeVisible();
    await chat.answer.getByRole('button', { name: /^Show the whole text/ }).press('Enter');
    const more = chat.answer.getByRole('button', { name: /^Show more of [\d,]+ characters$/ });
    await expect(more.last()).toBeVisible();
    await more.last().press('Enter');
    await expect(
      chat.answer.getByText((longText.length - 200_000).toLocaleString('en')),
    ).toBeVisible();
  });
});
