import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RouteLink } from '../route-link.tsx';
import type { SettingsSection } from '../route.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';

export interface SectionNavProps {
  /** Those with anything in them. */
  readonly sections: readonly SettingsSection[];
  readonly current: SettingsSection | undefined;
  /** Called with each choice, even that of the section which is in the address already. */
  readonly onChoose: (section: SettingsSection) => void;
}

/** A list beside the settings; where there is no room, one button that opens to it. */
export function SectionNav({ sections, current, onChoose }: SectionNavProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <nav aria-label={t('settings.sections.label')} className="text-sm">
      <Button
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="w-full !justify-between @3xl:!hidden"
      >
        {t('settings.sections.label')}
        <ChevronDown aria-hidden className={classNames('size-4', isOpen && 'rotate-180')} />
      </Button>
      <ul className={classNames('flex-col gap-0.5 pt-1 @3xl:flex', isOpen ? 'flex' : 'hidden')}>
        {sections.map((section) => (
          <li key={section}>
            <RouteLink
              to={{ page: 'settings', section }}
              aria-current={section === current ? 'location' : undefined}
              onClick={() => {
                setOpen(false);
                onChoose(section);
              }}
              className={classNames(
                'flex min-h-8 items-center rounded-lg px-3 hover:bg-hover pointer-coarse:min-h-11',
                section === current ? 'bg-hover font-medium' : 'text-muted hover:text-text',
              )}
            >
              {t(`settings.sections.${section}`)}
            </RouteLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
