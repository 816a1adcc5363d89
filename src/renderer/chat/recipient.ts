import type { ModelRef } from '../../shared/contract/conversations.ts';
import type { ProviderInfo } from '../settings/provider-types.ts';
import { choicesOf, messagesOf } from './chat-state.ts';
import type { ChatState } from './chat-state.ts';

/** Who gets what is sent: the vendor, or the server that was put in its place. undefined: nobody elsewhere. */
export function recipientOf({ name, kind, baseUrl }: ProviderInfo): string | undefined {
  if (kind === 'built-in') return undefined;
  if (baseUrl === null || baseUrl.from === 'default' || !URL.canParse(baseUrl.value)) return name;
  return new URL(baseUrl.value).host;
}

/**
 * Who gets the next message and all before it without anybody having chosen that: the model of a conversation that
 * has none of its own became one of another provider. null: nobody new.
 */
export function newRecipientOf(
  state: ChatState,
  usual: ModelRef | null,
  providers: readonly ProviderInfo[] | null,
): string | null {
  if (choicesOf(state).model !== null || usual === null) return null;
  const before = messagesOf(state).findLast(({ role }) => role === 'assistant')?.provider;
  if (before === undefined || before === usual.provider) return null;
  const next = providers?.find(({ id }) => id === usual.provider);
  return (next && recipientOf(next)) ?? null;
}
