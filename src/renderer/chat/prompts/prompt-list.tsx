import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfferedPrompt } from '../../../shared/contract/mcp-prompts.ts';
import { Drawn, Segments } from '../../servers/segments.tsx';
import { classNames } from '../../ui/class-names.ts';
import type { MenuStep, PromptMenu } from './prompt-menu.ts';

export interface PromptListProps {
  readonly id: string;
  readonly step: Extract<MenuStep, { readonly type: 'choosing' }>;
  readonly menu: PromptMenu;
}

/** The prompts to choose from, over the message's field, which keeps the focus and names what is active. */
export function PromptList({ id, step, menu }: PromptListProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const { found, active } = step;

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active, found]);

  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={t('prompts.title')}
      className="absolute inset-x-0 bottom-full z-30 mb-1 max-h-[min(24rem,45vh)] overflow-y-auto rounded-xl border border-border-strong bg-raised p-1"
    >
      {found.map((prompt, index) => (
        <div
          key={`${prompt.server.id}/${prompt.name}`}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          // The field keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onPointerMove={() => menu.point(index)}
          onClick={() => {
            menu.point(index);
            menu.choose();
          }}
          className={classNames(
            'flex min-h-9 cursor-pointer flex-col justify-center gap-0.5 rounded-lg px-3 py-1.5 text-sm select-none pointer-coarse:min-h-11',
            index === active && 'bg-hover outline-1 -outline-offset-1 outline-accent',
          )}
        >
          <Option prompt={prompt} />
        </div>
      ))}
    </div>
  );
}

function Option({ prompt }: { readonly prompt: OfferedPrompt }) {
  const { t } = useTranslation();
  const { title, server, description, arguments: taken } = prompt;
  return (
    <>
      <span className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 truncate font-medium">{title}</span>
        <span className="max-w-[40%] min-w-0 shrink-0 truncate text-xs text-muted">
          <Drawn text={server.name} />
        </span>
      </span>
      {(description.length > 0 || taken.length > 0) && (
        <span className="line-clamp-2 text-xs text-muted">
          <Segments segments={description} />
          {taken.length > 0 && (
            <>
              {description.length > 0 && ' · '}
              {t('prompts.takes', { names: taken.map((one) => one.title).join(', ') })}
            </>
          )}
        </span>
      )}
    </>
  );
}
