import { useTranslation } from 'react-i18next';
import type { Conversation, ExportFormat } from '../../shared/contract/conversations.ts';
import { MenuItem } from '../ui/menu.tsx';
import { useExport } from './use-export.ts';

const formats = ['markdown', 'json'] as const satisfies readonly ExportFormat[];

/** The lines of a menu that save a conversation as a file. */
export function ExportItems({
  conversation,
}: {
  readonly conversation: Pick<Conversation, 'id' | 'title'>;
}) {
  const { t } = useTranslation();
  const exportAs = useExport();
  return formats.map((format) => (
    <MenuItem key={format} onChoose={() => void exportAs(conversation, format)}>
      {t(`export.${format}`)}
    </MenuItem>
  ));
}
