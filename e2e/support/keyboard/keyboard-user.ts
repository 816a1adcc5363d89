import { expect, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { findViolations } from '../find-violations.ts';
import { findOverflow } from './overflow.ts';
import { recordControls, type Told } from './record-controls.ts';
import type { Words } from './words.ts';

const mostPresses = 200;

export interface KeyboardUser {
  readonly page: Page;
  press(...keys: readonly string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** Goes there with Tab, or with the arrow keys where they lead. */
  reach(target: Locator): Promise<void>;
  /** Goes there and presses Enter, or another key. */
  use(target: Locator, key?: string): Promise<void>;
  /** Nothing sticks out, axe (if it is asked) finds nothing, and it can be seen where the focus is. */
  look(what: string): Promise<void>;
}

export interface Diary {
  userOf(page: Page): KeyboardUser;
  /** What was on a page and was never reached, or never used. */
  leftOut(): { readonly notReached: readonly string[]; readonly notUsed: readonly string[] };
  /** What a pointer touched. */
  pointed(): readonly string[];
}

/** Keeps a diary of every control that is seen, reached and used in a browser without a pointer. */
export async function keepDiary(
  context: BrowserContext,
  words: Words,
  usesAxe: boolean,
): Promise<Diary> {
  const told: Readonly<Record<Told, Set<string>>> = {
    seen: new Set(),
    reached: new Set(),
    used: new Set(),
    pointer: new Set(),
  };
  /** Of models, conversations and commands in a list one is like the other. */
  const nameOf = (role: string, name: string) =>
    role === 'option' ? '(a choice)' : words.plain(name);

  function placeOf(where: string): string {
    const [kind = '', ...name] = where.split(' ');
    return `${kind} ${words.plain(name.join(' '))}`;
  }

  await context.exposeBinding(
    'tellControl',
    (_source, kind: Told, where: string, role: string, name: string) =>
      told[kind].add(`${placeOf(where)} › ${role} “${nameOf(role, name)}”`),
  );
  await context.addInitScript(recordControls);
  return {
    userOf: (page) => userOf(page, usesAxe),
    leftOut: () => ({
      notReached: [...told.seen].filter((control) => !told.reached.has(control)).toSorted(),
      notUsed: [...told.seen].filter((control) => !told.used.has(control)).toSorted(),
    }),
    pointed: () => [...told.pointer],
  };
}

function userOf(page: Page, usesAxe: boolean): KeyboardUser {
  async function press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await page.keyboard.press(key);
  }

  const seesFocus = (what?: string) =>
    expect
      .poll(() => page.evaluate(() => controlRecorder.focusProblem()), { message: what ?? '' })
      .toBeNull();

  async function reach(target: Locator): Promise<void> {
    await expect(target).toBeVisible();
    let [last, turns] = ['', 0];
    for (let presses = 0; presses < mostPresses && turns < 6; presses++) {
      const { key, problem } = await target.evaluate(wayTo, undefined, { timeout: 10_000 });
      // Where nothing had the focus before is for `look` to say.
      if (problem !== null && (presses > 0 || key === null)) await seesFocus();
      if (key === null) return;
      if (key !== last) turns++;
      last = key;
      await press(key);
    }
    throw new Error(`The keyboard does not lead to ${String(target)}.`);
  }

  return {
    page,
    press,
    type: (text) => page.keyboard.type(text),
    reach,
    async use(target, key = 'Enter') {
      await reach(target);
      await press(key);
    },
    async look(what) {
      await seesFocus(what);
      await expect.poll(() => page.evaluate(findOverflow), { message: what }).toEqual([]);
      if (usesAxe)
        await expect
          .poll(() => findViolations(page), { message: what, timeout: 60_000 })
          .toEqual([]);
      await page.evaluate(() => controlRecorder.tellSeen());
    },
  };
}

/** Runs in the page. The key that leads from what has the focus towards `target`; null: it has it. */
function wayTo(target: Element): { readonly key: string | null; readonly problem: string | null } {
  const active = document.activeElement ?? document.body;
  const problem = controlRecorder.focusProblem();
  const pointed = active.getAttribute('aria-activedescendant');
  if (active === target || (pointed !== null && pointed === target.id))
    return { key: null, problem };
  const isAfter = (from: Element) =>
    (from.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const share = (selector: string) =>
    target.closest(selector) !== null && active.closest(selector) === target.closest(selector);
  if (target.matches('[role="option"]')) {
    const from = pointed === null ? null : document.getElementById(pointed);
    return { key: from === null || isAfter(from) ? 'ArrowDown' : 'ArrowUp', problem };
  }
  // From what stands beside a row the arrow keys lead nowhere: back to the row first.
  const ownRow = active.closest('li')?.querySelector('[data-row]') ?? active;
  if (target.matches('[data-row]') && ownRow !== active) return { key: 'Shift+Tab', problem };
  const isRadio = (element: Element) => element.matches('input[type="radio"]');
  const byArrows =
    (isRadio(target) &&
      isRadio(active) &&
      (target as HTMLInputElement).name === (active as HTMLInputElement).name) ||
    share('[role="menu"]') ||
    (target.matches('[data-row]') && active.matches('[data-row]'));
  if (byArrows) return { key: isAfter(active) ? 'ArrowDown' : 'ArrowUp', problem };
  return { key: isAfter(active) ? 'Tab' : 'Shift+Tab', problem };
}
