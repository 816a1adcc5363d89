import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Message } from '../../shared/contract/message.ts';
import { useApp } from '../app-context.tsx';
import { modelName } from '../settings/providers-store.ts';
import { TimeLabel } from '../ui/time-label.tsx';
import { messageTokens } from './message-tokens.ts';

/** Who wrote it, when, and for how many tokens, in one muted line. */
export function MessageMeta({ message }: { readonly message: Message }) {
  const { providers } = useApp();
  const models = useStore(providers.store, (state) => state.models);
  const model = modelName(models, writer(message));
  return (
    <p className="flex flex-wrap gap-x-2 tabular-nums">
      {message.role === 'assistant' && model !== undefined && <span>{model}</span>}
      <TimeLabel at={message.createdAt} />
      <Tokens message={message} />
    </p>
  );
}

/** The model that really wrote, which need not be the one that was asked. */
function writer({ parts, provider, model }: Message) {
  const step = parts.findLast((part) => part.type === 'step');
  if (step !== undefined) return { provider: step.provider, model: step.model };
  return provider === undefined || model === undefined ? undefined : { provider, model };
}

function Tokens({ message }: { readonly message: Message }) {
  const { t, i18n } = useTranslation();
  const counted = messageTokens(message);
  if (counted === null) return null;
  const number = (value: number | undefined) => (value ?? 0).toLocaleString(i18n.language);
  const input = number(counted.input);
  if (counted.output === undefined) return <span>{t('message.tokensIn', { input })}</span>;
  const written = number(counted.output);
  const output = counted.isMore ? t('message.atLeast', { amount: written }) : written;
  if (counted.input === undefined) return <span>{t('message.tokensOut', { output })}</span>;
  const title = t('message.tokensTitle', {
    input,
    output,
    cached: number(message.usage?.cacheReadTokens),
    reasoning: number(message.usage?.reasoningTokens),
  });
  return <span title={title}>{t('message.tokens', { input, output })}</span>;
}
