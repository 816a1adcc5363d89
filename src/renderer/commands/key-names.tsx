import { useTranslation } from 'react-i18next';
import { isMac, shortcutKeys } from './shortcut.ts';
import type { Shortcut } from './shortcut.ts';

const onMac = isMac(navigator.userAgent);

/** A shortcut as it is printed on the keys. */
export function KeyNames({ shortcut }: { readonly shortcut: Shortcut }) {
  const { t } = useTranslation();
  const names = {
    control: t('keys.control'),
    shift: t('keys.shift'),
    escape: t('keys.escape'),
  };
  return <Keys keys={shortcutKeys(shortcut, onMac, names)} />;
}

export function Keys({ keys }: { readonly keys: readonly string[] }) {
  return (
    <span className="flex shrink-0 items-center gap-1">
      {keys.map((key) => (
        <kbd
          key={key}
          className="inline-flex min-w-6 justify-center rounded-md border border-border bg-surface px-1.5 font-sans text-xs text-muted"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
