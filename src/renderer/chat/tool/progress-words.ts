import type { TFunction } from 'i18next';
import type { ToolProgress } from '../../../shared/contract/tool-progress.ts';

/** How far a call has come, by its own account. */
export function progressWords(
  { progress, total, message }: ToolProgress,
  t: TFunction,
  language: string,
): string {
  const value = progress.toLocaleString(language);
  const count =
    total === undefined
      ? value
      : t('tool.progress', { value, total: total.toLocaleString(language) });
  return [count, message].filter((word) => word !== undefined).join(' · ');
}
