import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { languageOf, languages } from '../i18n/choose-locale.ts';
import { useChange } from '../settings/use-change.ts';
import { Choice } from '../ui/choice.tsx';

/** For whoever cannot read the page as it is: each language under its own name. */
export function LanguageChoice() {
  const { t, i18n } = useTranslation();
  const { change } = useChange();
  const id = useId();
  return (
    <>
      <span id={id} className="sr-only">
        {t('settings.items.language.label')}
      </span>
      <Choice
        labelledBy={id}
        options={languages.map((language) => ({
          value: language,
          label: t(`settings.items.language.options.${language}`),
          lang: language,
        }))}
        value={languageOf(i18n.language) ?? 'en'}
        onChange={(language) => void change({ appearance: { language } })}
      />
    </>
  );
}
