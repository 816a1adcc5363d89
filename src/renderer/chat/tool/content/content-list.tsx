import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ToolContent } from '../../../../shared/contract/tool-content.ts';
import { ExternalLink } from '../../markdown/links/external-link.tsx';
import { ToolData } from '../tool-data.tsx';
import { artifactUrl, isPicture, isSound } from './artifact-url.ts';
import { KeptFile } from './kept-file.tsx';
import { KeptImage } from './kept-image.tsx';
import { KeptText } from './kept-text.tsx';

interface ContentListProps {
  readonly content: readonly ToolContent[];
  /** What it is of, as a person calls it. */
  readonly of: string;
  /** What can be done with one of them. */
  readonly renderActions?: (item: ToolContent) => ReactNode;
}

/** What a server gave, piece by piece. */
export function ContentList({ content, of, renderActions }: ContentListProps) {
  const { t } = useTranslation();
  return content.map((item, index) => (
    // Content never changes once it is there, so its place is its name.
    <div key={index} className="flex flex-col gap-1">
      <ContentItem item={item} of={of} />
      {renderActions?.(item)}
      {item.audience !== undefined && item.audience.length === 1 && (
        <p className="text-muted">
          {t(`tool.content.${item.audience[0] === 'user' ? 'forYou' : 'forModel'}`)}
        </p>
      )}
    </div>
  ));
}

function ContentItem({ item, of }: { readonly item: ToolContent; readonly of: string }) {
  const { t } = useTranslation();
  switch (item.type) {
    case 'text':
      return <ToolData label={t('tool.result')} text={item.text} />;
    case 'excerpt':
      return <KeptText excerpt={item} />;
    case 'image': {
      const label = t('tool.content.imageOf', { tool: of });
      return isPicture(item.mediaType) ? (
        <KeptImage {...item} label={label} />
      ) : (
        <KeptFile {...item} label={label} />
      );
    }
    case 'audio': {
      const label = t('tool.content.soundOf', { tool: of });
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
