import type { BetaThinkingConfigAdaptive } from '@anthropic-ai/sdk/resources/beta/messages/messages';
import type { ThinkingConfigParam } from '@anthropic-ai/sdk/resources/messages/messages';
import type { ThinkingRules } from './thinking-rules.ts';

export type Thinking = ThinkingConfigParam | BetaThinkingConfigAdaptive;

interface Asked {
  readonly reasoning: boolean;
  readonly maxTokens: number;
  /** The history has thoughts in it. */
  readonly sendsThoughts: boolean;
}

/** How this model is told to think or not to, and the unreleased features that takes. */
export function toThinking(
  { on, off, bound }: ThinkingRules,
  { reasoning, maxTokens, sendsThoughts }: Asked,
): { readonly thinking?: Thinking; readonly betas: readonly string[] } {
  if (!reasoning && off !== 'never') {
    return { betas: [], ...(off === 'unset' ? {} : { thinking: { type: off } }) };
  }
  if (on === 'none') return { betas: [] };
  if (on === 'budget') {
    const budget = Math.min(16_000, Math.floor(maxTokens / 2));
    return budget < 1024
      ? { betas: [] }
      : { betas: [], thinking: { type: 'enabled', budget_tokens: budget } };
  }
  // Newer models leave thoughts out unless asked to show them, also those that cannot but think.
  const thinking = { type: 'adaptive', display: 'summarized' } as const;
  if (!bound || !sendsThoughts) return { betas: [], thinking };
  // A person may change instructions, tools or the branch at any time. Thoughts that no longer fit
  // what is before them should then be dropped, instead of the whole request being refused.
  return {
    betas: ['thinking-binding-controls-2026-08-01'],
    thinking: { ...thinking, block_binding: { prefix_mismatch_behavior: 'drop_block' } },
  };
}
