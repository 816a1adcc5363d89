import { useTranslation } from 'react-i18next';
import type { ToolCallPart } from '../../../../shared/contract/message.ts';
import { toolTitle } from '../tool-title.ts';
import { isPicture } from './artifact-url.ts';
import { KeptImage } from './kept-image.tsx';

/** What a tool gave to be looked at, without opening its line. */
export function ToolPictures({ part }: { readonly part: ToolCallPart }) {
  const { t } = useTranslation();
  const pictures = (part.content ?? []).flatMap((item) =>
    item.type === 'image' && isPicture(item.mediaType) && item.audience?.includes('user') !== false
      ? [item]
      : [],
  );
  if (pictures.length === 0) return null;
  const label = t('tool.content.imageOf', { tool: toolTitle(part, t) });
  return (
    <ul className="flex flex-wrap gap-2 py-1 pl-6 text-xs" aria-label={label}>
      {pictures.map((picture, index) => (
        <li key={index}>
          <KeptImage
            {...picture}
            label={pictures.length === 1 ? label : `${label} · ${index + 1}`}
          />
        </li>
      ))}
    </ul>
  );
}
