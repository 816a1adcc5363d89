import { useTranslation } from 'react-i18next';
import { Drawn } from '../../servers/segments.tsx';
import type { LeftOut } from './filled-text.ts';

/** What of a prompt a message could not take, each by its name. */
export function LeftOutLine({ leftOut }: { readonly leftOut: readonly LeftOut[] }) {
  const { t } = useTranslation();
  if (leftOut.length === 0) return null;
  return (
    <p className="text-xs text-warning">
      {t('prompts.leftOut')}{' '}
      {leftOut.map(({ what, name }, index) => (
        // They never change places.
        <span key={index}>
          {index > 0 && ', '}
          {t(`prompts.kinds.${what}`)}
          {name !== '' && (
            <>
              {' '}
              (<Drawn text={name} />)
            </>
          )}
        </span>
      ))}
    </p>
  );
}
