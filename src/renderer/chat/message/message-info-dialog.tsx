import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Message } from '../../../shared/contract/message.ts';
import { usePage } from '../../page-context.tsx';
import { Dialog } from '../../ui/dialog.tsx';

export interface MessageInfoDialogProps {
  readonly message: Message;
  readonly open: boolean;
  /** Gets the focus back. */
  readonly opener: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** Everything that is known of a message besides its words. */
export function MessageInfoDialog({ message, open, opener, onClose }: MessageInfoDialogProps) {
  const { t, i18n } = useTranslation();
  const { settings } = usePage();
  const { customProviders = [], removedProviders = [] } =
    useStore(settings.store, (state) => state.settings) ?? {};
  /** The id of a server that a person described says nothing to anybody. */
  const serverName = (provider: string) =>
    [...customProviders, ...removedProviders].find(({ id }) => id === provider)?.name ?? provider;
  const { usage } = message;
  const step = message.parts.findLast((part) => part.type === 'step');
  const number = (value: number | undefined) => value?.toLocaleString(i18n.language);
  const time = (at: number) =>
    new Date(at).toLocaleString(i18n.language, { dateStyle: 'full', timeStyle: 'medium' });
  const model = (provider: string | undefined, name: string | undefined) =>
    provider === undefined || name === undefined ? undefined : `${serverName(provider)}/${name}`;
  const rows = {
    asked: model(message.provider, message.model),
    wrote: model(step?.provider, step?.model),
    written: time(message.createdAt),
    changed: message.updatedAt === message.createdAt ? undefined : time(message.updatedAt),
    tokensIn: number(usage?.inputTokens),
    cached: number(usage?.cacheReadTokens),
    tokensOut: number(usage?.outputTokens),
    thinking: number(usage?.reasoningTokens),
    end: message.finishReason,
    id: message.id,
    response: step?.responseId,
  } as const;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      finalFocus={opener}
      title={t('message.info.title')}
      description={t('message.info.description')}
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
        {keysOf(rows).map((key) =>
          rows[key] === undefined ? null : (
            <div key={key} className="contents">
              <dt className="text-muted">{t(`message.info.${key}`)}</dt>
              <dd className="min-w-0 select-text tabular-nums [overflow-wrap:anywhere]">
                {rows[key]}
              </dd>
            </div>
          ),
        )}
      </dl>
    </Dialog>
  );
}

/** Object.keys forgets that an object written out here has these and no others. */
function keysOf<T extends object>(rows: T): (keyof T)[] {
  return Object.keys(rows) as (keyof T)[];
}
