import { join } from 'node:path';
import { sizes } from './support/page-checks.ts';
import { keepDiary } from './support/keyboard/keyboard-user.ts';
import { isExcused } from './support/keyboard/excused.ts';
import { walkDemo } from './support/keyboard/walk-demo.ts';
import { walkFirstRun, walkStart } from './support/keyboard/walk-first-run.ts';
import { walkFrame } from './support/keyboard/walk-frame.ts';
import { walkMessages } from './support/keyboard/walk-messages.ts';
import { walkQuickPrompt } from './support/keyboard/walk-quick-prompt.ts';
import { walkData, walkKeys, walkSettings } from './support/keyboard/walk-settings.ts';
import { wordsOf } from './support/keyboard/words.ts';
import { expect, test } from './support/test.ts';

test.use({ welcomed: false });
// Each walk is long, and none knows of another.
test.describe.configure({ mode: 'parallel' });

for (const language of ['en', 'de'] as const)
  for (const [index, viewport] of sizes.entries()) {
    // The first size in both languages, the others in one each.
    const usesAxe = index === 0 || (index === 1) === (language === 'de');
    test.describe(`${language}, ${viewport.width} × ${viewport.height}`, () => {
      test.use({
        locale: language,
        viewport,
        // Every size in both, over the two languages.
        colorScheme: (index + (language === 'en' ? 0 : 1)) % 2 === 0 ? 'light' : 'dark',
      });

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
