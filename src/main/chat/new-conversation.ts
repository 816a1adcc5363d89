import type { ModelOptions, ModelRef } from '../../shared/contract/conversations.ts';
import { plainOptions } from '../../shared/plain-options.ts';
import type { StoredConversation } from '../store/store.ts';
import { titleFrom } from './title-from.ts';

type OptionsWish = { readonly [Name in keyof ModelOptions]?: ModelOptions[Name] | undefined };

/** How a conversation that begins with this message is to be. */
export interface BeginWish extends OptionsWish {
  readonly model?: ModelRef | null | undefined;
  readonly systemPrompt?: string | undefined;
  readonly toolsOff?: readonly string[] | undefined;
  /** The draft that becomes the message. */
  readonly draft?: 'new' | 'quick' | undefined;
}

export function newConversation(
  id: string,
  text: string,
  wish: BeginWish = {},
  at: number,
): StoredConversation {
  return {
    id,
    title: titleFrom(text),
    titledBy: 'auto',
    systemPrompt: wish.systemPrompt ?? '',
    model: wish.model ?? null,
    reasoning: wish.reasoning ?? plainOptions.reasoning,
    effort: wish.effort ?? plainOptions.effort,
    temperature: wish.temperature ?? plainOptions.temperature,
    maxOutputTokens: wish.maxOutputTokens ?? plainOptions.maxOutputTokens,
    webSearch: wish.webSearch ?? plainOptions.webSearch,
    toolsOff: wish.toolsOff ?? [],
    toolsAllowed: [],
    activeLeafId: null,
    createdAt: at,
    updatedAt: at,
    rev: 1,
  };
}
