import { useTranslation } from 'react-i18next';
import type { ToolProgress } from '../../../shared/contract/tool-progress.ts';
import { Meter } from '../../ui/meter.tsx';
import { progressWords } from './progress-words.ts';

export interface ToolProgressLineProps {
  /** What runs. */
  readonly tool: string;
  readonly progress: ToolProgress;
}

/** How far a running call has come. */
export function ToolProgressLine({ tool, progress }: ToolProgressLineProps) {
  const { t, i18n } = useTranslation();
  const words = progressWords(progress, t, i18n.language);
  return (
    <div className="pb-1 pl-6 text-xs text-muted tabular-nums">
      {progress.total !== undefined && (
        <Meter
          role="progressbar"
          label={tool}
          text={words}
          value={progress.progress}
          of={progress.total}
        />
      )}
      <p className="truncate">{words}</p>
    </div>
  );
}
