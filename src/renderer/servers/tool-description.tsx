import { useTranslation } from 'react-i18next';
import type { ServerTool } from '../../shared/contract/mcp.ts';
import { hasHidden, Segments } from './segments.tsx';

/** What a tool says of itself, and a word about what in it cannot be seen. */
export function ToolDescription({ tool }: { readonly tool: ServerTool }) {
  const { t } = useTranslation();
  return (
    <>
      {hasHidden(tool.description) && (
        <p className="text-warning">{t('servers.tools.hiddenText')}</p>
      )}
      {tool.description.length > 0 && (
        <p>
          <Segments segments={tool.description} />
        </p>
      )}
    </>
  );
}
