import { expect, type Locator, type Page } from '@playwright/test';

export interface ChatPage {
  readonly composer: Locator;
  readonly stop: Locator;
  /** The newest answer on the page. */
  readonly answer: Locator;
  readonly questions: Locator;
  /** Opens an empty conversation. */
  begin(): Promise<void>;
  /** Types it, presses Enter and waits until an answer begins. */
  send(text: string): Promise<void>;
  /** Waits until the newest answer has ended so. */
  ended(status: 'complete' | 'stopped' | 'interrupted' | 'failed'): Promise<void>;
  /** What the newest answer says now: its paragraphs, as a reader sees them. */
  text(): Promise<string>;
  /** Waits until it says this, no more and no less. */
  says(text: string): Promise<void>;
  button(name: string): Locator;
  /** Opens the menu of a conversation in the list and chooses. */
  choose(title: string | RegExp, action: 'Rename' | 'Delete'): Promise<void>;
  conversation(title: string | RegExp): Locator;
}

/** The page as a person uses it, by the names of its parts. */
export function chatPage(page: Page): ChatPage {
  const composer = page.getByRole('textbox', { name: 'Message', exact: true });
  const answer = page.getByRole('article', { name: /^Tina/ }).last();
  const list = page.getByRole('navigation', { name: 'Conversations' });
  const conversation = (title: string | RegExp) => list.getByRole('link', { name: title });
  /** Undefined: there is none. */
  const answerId = () =>
    page
      .getByRole('article', { name: /^Tina/ })
      .evaluateAll((all) => all.at(-1)?.getAttribute('data-message-id') ?? undefined);
  const readText = async () => (await answer.locator('.markdown > p').allInnerTexts()).join('\n\n');
  return {
    composer,
    answer,
    conversation,
    stop: page.getByRole('button', { name: 'Stop', exact: true }),
    questions: page.getByRole('article', { name: /^You/ }),
    async begin() {
      await page.getByRole('link', { name: 'New conversation' }).click();
      await expect(
        page.getByRole('heading', { name: 'What would you like to know?' }),
      ).toBeVisible();
    },
    async send(text) {
      await composer.fill(text);
      const before = await answerId();
      await composer.press('Enter');
      await expect(composer).toHaveValue('');
      // Until then the newest is the one before, which may have ended in the way that is waited for.
      await expect.poll(answerId).not.toBe(before);
    },
    async ended(status) {
      await expect(answer).toHaveAttribute('data-status', status, { timeout: 30_000 });
    },
    text: readText,
    says: (expected) => expect.poll(readText).toBe(expected),
    button: (name) => page.getByRole('button', { name, exact: true }),
    async choose(title, action) {
      await conversation(title).hover();
      await list
        .getByRole('listitem')
        .filter({ has: page.getByRole('link', { name: title }) })
        .getByRole('button')
        .click();
      await page.getByRole('menuitem', { name: action }).click();
    },
  };
}
