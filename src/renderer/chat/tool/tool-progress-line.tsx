import { useTranslation } from 'react-i18next';
import type { ToolProgress } from '../../../shared/contract/tool-progress.ts';
import { Meter } from '../../ui/meter.tsx';

/** How far a running call has come, by its own account. */
export function ToolProgressLine({ progress: said }: { readonly progress: ToolProgress }) {
  const { t, i18n } = useTranslation();
  const { progress: value, total, message } = said;
  const count =
    total === undefined
      ? value.toLocaleString(i18n.language)
      : t('tool.progress', {
          value: value.toLocaleString(i18n.language),
          total: total.toLocaleString(i18n.language),
        });
  const words = [count, message].filter((word) => word !== undefined).join(' · ');
  return (
    <div className="pb-1 pl-6 text-xs text-muted tabular-nums">
      {total !== undefined && <Meter label={words} value={value} of={total} />}
      <p className="truncate">{words}</p>
    </div>
  );
}
