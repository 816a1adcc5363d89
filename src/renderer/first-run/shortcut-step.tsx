import { useTranslation } from 'react-i18next';
import { KeyNames } from '../commands/key-names.tsx';
import { pageCommands } from '../commands/page-commands.ts';
import { ShortcutField } from '../settings/shortcut/shortcut-field.tsx';
import { useShortcut } from '../settings/shortcut/use-shortcut.ts';
import { StepFrame } from './step-frame.tsx';
import type { StepProps } from './step.ts';

/** What a newcomer gets the most of. */
const shown: readonly string[] = ['palette', 'new', 'shortcuts'];

/** The shortcut of the quick prompt; in a browser, which cannot have one, the keys of the page. */
export function ShortcutStep(props: StepProps) {
  const { t } = useTranslation();
  const shortcut = useShortcut();
  const isDesktop = shortcut.status !== null && shortcut.status.state !== 'browser';
  return (
    <StepFrame
      {...props}
      title={t('firstRun.shortcut.title')}
      text={t(isDesktop ? 'firstRun.shortcut.desktop' : 'firstRun.shortcut.browser')}
    >
      {isDesktop ? <ShortcutField {...shortcut} /> : <PageKeys />}
    </StepFrame>
  );
}

function PageKeys() {
  const { t } = useTranslation();
  const commands = pageCommands.filter(({ id }) => shown.includes(id));
  return (
    <dl className="divide-y divide-border rounded-xl border border-border bg-raised px-4 text-sm">
      {commands.map(({ id, label, shortcut }) => (
        <div key={id} className="flex min-h-10 items-center justify-between gap-4">
          <dt className="min-w-0">{label(t)}</dt>
          <dd>{shortcut !== undefined && <KeyNames shortcut={shortcut} />}</dd>
        </div>
      ))}
    </dl>
  );
}
