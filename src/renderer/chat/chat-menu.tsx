import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ExportItems } from '../conversations/export-items.tsx';
import { Menu } from '../ui/menu.tsx';

/** What else can be done with the conversation on the page. */
export function ChatMenu({ id, title }: { readonly id: string; readonly title: string }) {
  const { t } = useTranslation();
  return (
    <Menu icon={Ellipsis} label={t('export.more')}>
      <ExportItems conversation={{ id, title }} />
    </Menu>
  );
}
