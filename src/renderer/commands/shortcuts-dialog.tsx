import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Dialog } from '../ui/dialog.tsx';
import { commandGroups } from './command.ts';
import { commands } from './commands.ts';
import { KeyNames, Keys } from './key-names.tsx';
import { closeOverlay, overlay } from './overlay.ts';

/** Every key there is: those of the commands, and those that only work where one is. */
export function ShortcutsDialog() {
  const { t } = useTranslation();
  const isOpen = useStore(overlay, (state) => state.open === 'shortcuts');
  const withKeys = commands.filter(({ shortcut }) => shortcut !== undefined);

  const inList = [
    { label: t('keys.list.move'), keys: ['↑', '↓'] },
    { label: t('keys.list.fold'), keys: ['←', '→'] },
    { label: t('keys.list.open'), keys: [t('keys.enter')] },
    { label: t('keys.list.rename'), keys: ['F2'] },
    { label: t('keys.list.delete'), keys: [t('keys.delete')] },
  ];
  const inField = [
    { label: t('keys.field.send'), keys: [t('keys.enter')] },
    { label: t('keys.field.newLine'), keys: [t('keys.shift'), t('keys.enter')] },
  ];

  return (
    <Dialog
      open={isOpen}
      onOpenChange={closeOverlay}
      title={t('shortcuts.title')}
      description={t('shortcuts.description')}
    >
      <div className="flex flex-col gap-4">
        {commandGroups.map((group) => {
          const own = withKeys.filter((command) => command.group === group);
          if (own.length === 0) return null;
          return (
            <Section key={group} title={t(`commands.groups.${group}`)}>
              {own.map(({ id, label, shortcut }) => (
                <Row key={id} label={label(t)}>
                  {shortcut !== undefined && <KeyNames shortcut={shortcut} />}
                </Row>
              ))}
            </Section>
          );
        })}
        <Section title={t('shortcuts.inField')}>
          {inField.map(({ label, keys }) => (
            <Row key={label} label={label}>
              <Keys keys={keys} />
            </Row>
          ))}
        </Section>
        <Section title={t('shortcuts.inList')}>
          {inList.map(({ label, keys }) => (
            <Row key={label} label={label}>
              <Keys keys={keys} />
            </Row>
          ))}
        </Section>
      </div>
    </Dialog>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="pb-1 text-sm font-semibold">{title}</h3>
      <dl className="divide-y divide-border">{children}</dl>
    </section>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 py-1 text-sm">
      <dt className="text-muted">{label}</dt>
      <dd className="ml-auto">{children}</dd>
    </div>
  );
}
