import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../i18n/say-core.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { AcceleratorKeys } from './accelerator-keys.tsx';
import { KeyRecorder } from './key-recorder.tsx';
import type { Shortcut } from './use-shortcut.ts';

/** The keys, whether they work, and what to do if not. Only where there is a desktop app. */
export function ShortcutField({ status, set }: Shortcut) {
  const { t } = useTranslation();
  const [error, setError] = useState<string | null>(null);
  if (status === null || status.state === 'browser') return null;
  const isFine = status.state === 'active' || status.state === 'off';
  const Icon = isFine ? CircleCheck : CircleAlert;

  async function change(accelerator: string | null): Promise<void> {
    const failure = await set(accelerator);
    setError(failure === null ? null : sayError(failure));
    if (failure === null) announce(t('settings.saved'));
  }

  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-3">
        {status.accelerator === null ? (
          <span className="text-sm text-muted">{t('settings.shortcut.none')}</span>
        ) : (
          <AcceleratorKeys accelerator={status.accelerator} />
        )}
        <KeyRecorder onRecord={(accelerator) => void change(accelerator)} />
        {status.accelerator !== null && (
          <Button look="quiet" onClick={() => void change(null)}>
            {t('settings.shortcut.off')}
          </Button>
        )}
      </div>
      <p className="flex gap-2 text-sm">
        <Icon
          aria-hidden
          className={`mt-0.5 size-4 shrink-0 ${isFine ? 'text-success' : 'text-warning'}`}
        />
        {t(`settings.shortcut.states.${status.state}`)}
      </p>
      {error !== null && (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
