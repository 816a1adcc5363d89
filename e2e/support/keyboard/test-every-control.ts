import { join } from 'node:path';
import type { ViewportSize } from '@playwright/test';
import { expect, test } from '../test.ts';
import { keepDiary } from './keyboard-user.ts';
import { isExcused } from './excused.ts';
import { walkDemo } from './walk-demo.ts';
import { walkFirstRun, walkStart } from './walk-first-run.ts';
import { walkFigures } from './walk-figures.ts';
import { walkFrame } from './walk-frame.ts';
import { walkMessages } from './walk-messages.ts';
import { walkQuickPrompt } from './walk-quick-prompt.ts';
import { walkServers } from './walk-servers.ts';
import { walkData, walkKeys, walkSettings } from './walk-settings.ts';
import { wordsOf } from './words.ts';

export interface Walk {
  readonly language: 'en' | 'de';
  readonly viewport: ViewportSize;
  readonly colorScheme: 'light' | 'dark';
  /** Everywhere it goes; that takes most of the time. */
  readonly usesAxe: boolean;
}

/** A test that goes to every control there is and uses it, without a pointer. It takes minutes. */
export function testEveryControl({ language, viewport, colorScheme, usesAxe }: Walk): void {
  test.describe(`${language}, ${viewport.width} × ${viewport.height}`, () => {
    test.use({ locale: language, viewport, colorScheme, welcomed: false });

    test('every control does its work by keyboard alone, and every place is in order', async ({
      context,
      dataDir,
      fake,
      signIn,
      start,
    }) => {
      test.setTimeout(600_000);
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      const words = wordsOf(language);
      const diary = await keepDiary(context, words, usesAxe);
      const env = { ANTHROPIC_BASE_URL: fake.url, TINA_PASSPHRASE: 'by keyboard alone' };
      const user = diary.userOf(await signIn(await start({ env })));
      const step = { user, words, fake };
      await test.step('the first steps', () => walkFirstRun(step));
      await test.step('the demo', () => walkDemo(step));
      await test.step('keys', () => walkKeys(step));
      await test.step('messages', () => walkMessages(step));
      await test.step('around the page', () => walkFrame(step));
      await test.step('figures', () => walkFigures(step));
      await test.step('servers', () => walkServers(step));
      await test.step('settings', () => walkSettings(step));
      await test.step('backups', () => walkData(step));

      const second = await start({ dataDir: join(dataDir, 'second'), env });
      const newcomer = diary.userOf(await signIn(second));
      const anew = { ...step, user: newcomer };
      await test.step('the last of the first steps', () => walkStart(anew));
      await test.step('the quick prompt', () => walkQuickPrompt({ ...anew, door: second }));

      const { notReached, notUsed } = diary.leftOut();
      expect(notReached, 'controls that Tab and the arrow keys never led to').toEqual([]);
      expect(
        notUsed.filter((control) => !isExcused(control)),
        'controls that no key ever worked',
      ).toEqual([]);
      expect(diary.pointed(), 'touched by a pointer').toEqual([]);
    });
  });
}
