import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { acceleratorKeys } from './accelerator.ts';

export const isMac = /Mac/.test(navigator.userAgent);

/** A shortcut as its keys are labelled. */
export function KeyNames({ accelerator }: { readonly accelerator: string }) {
  const { t } = useTranslation();
  const nameOf = (key: string) => {
    switch (key) {
      case 'CommandOrControl':
      case 'Shift':
      case 'Space':
        return t(`settings.shortcut.keys.${key}`);
      default:
        return key;
    }
  };
  return (
    <span className="inline-flex flex-wrap items-center gap-1 text-sm">
      {acceleratorKeys(accelerator, isMac, nameOf).map((key, index) => (
        <Fragment key={key}>
          {index > 0 && <span className="text-muted">+</span>}
          <kbd className="rounded-md border border-border-strong bg-surface px-1.5 font-sans text-xs leading-6">
            {key}
          </kbd>
        </Fragment>
      ))}
    </span>
  );
}
