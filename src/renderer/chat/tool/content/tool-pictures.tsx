import { useTranslation } from 'react-i18next';
import type { ToolCallPart } from '../../../../shared/contract/message.ts';
import { toolTitle } from '../tool-title.ts';
import { isOnShow } from './artifact-url.ts';
import { KeptImage } from './kept-image.tsx';

/** What a tool gave to be looked at, without opening its line. */
export function ToolPictures({ part }: { readonly part: ToolCallPart }) {
  const { t } = useTranslation();
  const pictures = (part.content ?? []).filter(isOnShow);
  if (pictures.length === 0) return null;
  const label = t('tool.content.imageOf', { tool: toolTitle(part, t) });
  return (
    <ul className="flex flex-wrap gap-2 py-1 pl-6 text-xs" aria-label={label}>
      {pictures.map((picture, index) => (
        <li key={index} className="flex max-w-full flex-col gap-1">
          <KeptImage
            {...picture}
            label={pictures.length === 1 ? label : `${label} · ${index + 1}`}
          />
          {picture.audience?.length === 1 && (
            <p className="text-muted">{t('tool.content.forYou')}</p>
          )}
        </li>
      ))}
    </ul>
  );
}
