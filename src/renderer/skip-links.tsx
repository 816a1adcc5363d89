import { useTranslation } from 'react-i18next';
import { focusComposer, focusMessages } from './chat/focus-home.ts';
import { buttonClass } from './ui/button.tsx';
import { classNames } from './ui/class-names.ts';

/** For whoever walks the page with Tab: past the list. Nobody else sees them. */
export function SkipLinks() {
  const { t } = useTranslation();
  const links = [
    { label: t('skip.messages'), go: focusMessages },
    { label: t('skip.composer'), go: focusComposer },
  ];
  return (
    <nav aria-label={t('skip.label')} className="contents">
      {links.map(({ label, go }) => (
        // A link would write the place into the address, where the page's own is.
        <button
          key={label}
          type="button"
          onClick={go}
          className={classNames(
            buttonClass('primary'),
            'fixed top-2 left-2 z-50 [&:not(:focus)]:sr-only',
          )}
        >
          {label}
        </button>
      ))}
    </nav>
  );
}
