import type { Appearance } from '../../shared/contract/settings.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { sayError } from '../i18n/say-core.ts';
import { showToast } from '../ui/toasts.tsx';
import type { Command, CommandScope } from './command.ts';

const sizes = { smallest: 12, largest: 22 };

export const lookCommands: readonly Command[] = [
  ...(['system', 'light', 'dark'] as const).map((theme): Command => ({
    id: `theme-${theme}`,
    group: 'looks',
    label: (t) => t(`commands.theme.${theme}`),
    isAvailable: (scope) => isOther(scope, 'theme', theme),
    run: (scope) => change(scope, { theme }),
  })),
  {
    id: 'contrast',
    group: 'looks',
    label: (t) => t('commands.contrast'),
    isAvailable: (scope) => looks(scope) !== undefined,
    run: (scope) =>
      change(scope, { contrast: looks(scope)?.contrast === 'high' ? 'system' : 'high' }),
  },
  {
    id: 'larger',
    group: 'looks',
    label: (t) => t('commands.larger'),
    isAvailable: (scope) => (looks(scope)?.fontSize ?? sizes.largest) < sizes.largest,
    run: (scope) => resize(scope, 1),
  },
  {
    id: 'smaller',
    group: 'looks',
    label: (t) => t('commands.smaller'),
    isAvailable: (scope) => (looks(scope)?.fontSize ?? sizes.smallest) > sizes.smallest,
    run: (scope) => resize(scope, -1),
  },
  ...(['system', 'en', 'de'] as const).map((language): Command => ({
    id: `language-${language}`,
    group: 'looks',
    label: (t) => t(`commands.language.${language}`),
    isAvailable: (scope) => isOther(scope, 'language', language),
    run: (scope) => change(scope, { language }),
  })),
];

/** Known once the settings are read. */
function looks({ parts }: CommandScope): Appearance | undefined {
  return parts.settings.store.getState().settings?.appearance;
}

function isOther<Key extends keyof Appearance>(
  scope: CommandScope,
  key: Key,
  value: Appearance[Key],
): boolean {
  const now = looks(scope);
  return now !== undefined && now[key] !== value;
}

function resize(scope: CommandScope, by: number): void {
  const now = looks(scope);
  if (now !== undefined) change(scope, { fontSize: now.fontSize + by });
}

function change({ parts }: CommandScope, appearance: Partial<Appearance>): void {
  void parts.settings.change({ appearance }).then((error) => {
    if (error !== null) showToast({ text: sayError(toAppError(error)) });
  });
}
