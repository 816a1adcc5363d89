import { useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { recordAccelerator } from './accelerator.ts';
import { onMac } from './accelerator-keys.tsx';

/** A button that, once pressed, takes the next combination of keys. Escape and going elsewhere keep the old one. */
export function KeyRecorder({ onRecord }: { readonly onRecord: (accelerator: string) => void }) {
  const { t } = useTranslation();
  const hint = useId();
  const [state, setState] = useState<'idle' | 'recording' | 'needs-modifier'>('idle');
  const isRecording = state !== 'idle';

  function record(event: KeyboardEvent): void {
    if (!isRecording) return;
    // Tab alone goes on, as everywhere.
    if (event.key === 'Tab' && !event.ctrlKey && !event.altKey && !event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return setState('idle');
    const recorded = recordAccelerator(event, onMac);
    if (recorded.type === 'needs-modifier') return setState('needs-modifier');
    if (recorded.type === 'waiting') return;
    setState('idle');
    onRecord(recorded.accelerator);
  }

  return (
    <span className="flex flex-col gap-1">
      <Button
        aria-pressed={isRecording}
        aria-describedby={hint}
        onClick={() => setState('recording')}
        onKeyDown={record}
        onBlur={() => setState('idle')}
        className="self-start"
      >
        {t(isRecording ? 'settings.shortcut.recording' : 'settings.shortcut.record')}
      </Button>
      <span id={hint} role="status" className="text-xs text-muted">
        {state === 'recording' && t('settings.shortcut.recordingHint')}
        {state === 'needs-modifier' && t('settings.shortcut.needsModifier')}
      </span>
    </span>
  );
}
