import { use } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsSection } from '../route.ts';
import { ShownSettings } from './search/shown-settings.ts';

/** A part of the page with a place in the address; not there if nothing of it is left by the search. */
export function Section({
  name,
  children,
}: {
  readonly name: SettingsSection;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const isShown = use(ShownSettings).some(({ section }) => section === name);
  if (!isShown) return null;
  return (
    <section aria-labelledby={sectionTitleId(name)} data-section={name}>
      <h2
        id={sectionTitleId(name)}
        tabIndex={-1}
        // Beneath nothing but the header: the room for toasts is not kept above a section.
        className="mb-3 w-fit -scroll-mt-12 rounded-lg text-lg font-semibold"
      >
        {t(`settings.sections.${name}`)}
      </h2>
      <div className="divide-y divide-border">{children}</div>
    </section>
  );
}

export function sectionTitleId(name: SettingsSection): string {
  return `settings-${name}`;
}
