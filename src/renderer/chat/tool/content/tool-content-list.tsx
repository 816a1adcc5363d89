import { useTranslation } from 'react-i18next';
import type { ToolCallPart } from '../../../../shared/contract/message.ts';
import { LinkActions } from '../../attachment/link-actions.tsx';
import { toolTitle } from '../tool-title.ts';
import { ToolData } from '../tool-data.tsx';
import { isOnShow } from './artifact-url.ts';
import { ContentList } from './content-list.tsx';

/** What a tool gave, whoever it is for: a person sees what the model is told too. Its pictures are on show already. */
export function ToolContentList({ part }: { readonly part: ToolCallPart }) {
  const { t } = useTranslation();
  const { content = [], structured, server } = part;
  return (
    <>
      <ContentList
        content={content.filter((item) => !isOnShow(item))}
        of={toolTitle(part, t)}
        renderActions={(item) =>
          server !== undefined && (item.type === 'link' || item.type === 'resource') ? (
            <LinkActions
              server={server.id}
              resource={{
                uri: item.uri,
                title: item.type === 'link' ? (item.title ?? item.name) : item.uri,
              }}
            />
          ) : null
        }
      />
      {structured !== undefined && (
        <ToolData
          label={t('tool.content.structured')}
          text={JSON.stringify(structured, null, 2) ?? ''}
        />
      )}
    </>
  );
}
