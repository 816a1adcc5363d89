import type { Locator } from '@playwright/test';
import type { FakeAnthropic } from '../start-fake-anthropic.ts';
import type { KeyboardUser } from './keyboard-user.ts';
import type { Words } from './words.ts';

/** What a part of the walk needs. */
export interface Step {
  readonly user: KeyboardUser;
  readonly words: Words;
  readonly fake: FakeAnthropic;
}

type Role = Parameters<Locator['getByRole']>[0];

/** Finds what is on the page by the page's own words. */
export function finderOf({ user: { page }, words }: Pick<Step, 'user' | 'words'>) {
  const composer = page.getByRole('textbox', { name: words('composer.label'), exact: true });
  return {
    page,
    find: (role: Role, key: string) => page.getByRole(role, { name: words(key), exact: true }),
    /** Its name begins so; what differs from one to the next comes after. */
    starting: (role: Role, key: string) => page.getByRole(role, { name: beginning(words(key)) }),
    composer,
    answer: page.getByRole('article', { name: beginning(words('chat.assistant')) }).last(),
    question: page.getByRole('article', { name: beginning(words('chat.you')) }).last(),
    dialog: page.locator('[role="dialog"]:not([data-toast])'),
    toast: page.locator('[data-toast]').first(),
    menu: page.getByRole('menu'),
  };
}

function beginning(text: string): RegExp {
  return new RegExp(`^${text.split('{{')[0] ?? ''}`);
}
