import { useTranslation } from 'react-i18next';
import type { ToolCallPart } from '../../../../shared/contract/message.ts';
import type { ToolContent } from '../../../../shared/contract/tool-content.ts';
import { ExternalLink } from '../../markdown/links/external-link.tsx';
import { toolTitle } from '../tool-title.ts';
import { ToolData } from '../tool-data.tsx';
import { artifactUrl, isOnShow, isPicture, isSound } from './artifact-url.ts';
import { KeptFile } from './kept-file.tsx';
import { KeptImage } from './kept-image.tsx';
import { KeptText } from './kept-text.tsx';

/** What a tool gave, whoever it is for: a person sees what the model is told too. Its pictures are on show already. */
export function ToolContentList({ part }: { readonly part: ToolCallPart }) {
  const { t } = useTranslation();
  const { content = [], structured } = part;
  const rest = content.filter((item) => !isOnShow(item));
  return (
    <>
      {rest.map((item, index) => (
        // Content never changes once it is there, so its place is its name.
        <div key={index} className="flex flex-col gap-1">
          <ContentItem item={item} tool={toolTitle(part, t)} />
          {item.audience !== undefined && item.audience.length === 1 && (
            <p className="text-muted">
              {t(`tool.content.${item.audience[0] === 'user' ? 'forYou' : 'forModel'}`)}
            </p>
          )}
        </div>
      ))}
      {structured !== undefined && (
        <ToolData
          label={t('tool.content.structured')}
          text={JSON.stringify(structured, null, 2) ?? ''}
        />
      )}
    </>
  );
}

function ContentItem({ item, tool }: { readonly item: ToolContent; readonly tool: string }) {
  const { t } = useTranslation();
  switch (item.type) {
    case 'text':
      return <ToolData label={t('tool.result')} text={item.text} />;
    case 'excerpt':
      return <KeptText excerpt={item} />;
    case 'image': {
      const label = t('tool.content.imageOf', { tool });
      return isPicture(item.mediaType) ? (
        <KeptImage {...item} label={label} />
      ) : (
        <KeptFile {...item} label={label} />
      );
    }
    case 'audio': {
      const label = t('tool.content.soundOf', { tool });
      return isSound(item.mediaType) ? (
        <audio controls preload="none" src={artifactUrl(item.artifact)} aria-label={label} />
      ) : (
        <KeptFile {...item} label={label} />
      );
    }
    case 'resource':
      return <Resource resource={item} />;
    case 'link': {
      const { uri, name, title = name, description } = item;
      return (
        <p className="[overflow-wrap:anywhere]">
          <ExternalLink href={uri} words={title}>
            {title}
          </ExternalLink>
          {description !== undefined && <span className="text-muted"> · {description}</span>}
        </p>
      );
    }
  }
}

function Resource({ resource }: { readonly resource: Extract<ToolContent, { type: 'resource' }> }) {
  const { uri, mediaType = 'application/octet-stream', text, artifact, bytes = 0 } = resource;
  if (artifact === undefined) return <ToolData label={uri} text={text ?? ''} />;
  const kept = { artifact, mediaType, bytes, label: uri };
  return isPicture(mediaType) ? <KeptImage {...kept} /> : <KeptFile {...kept} uri={uri} />;
}
