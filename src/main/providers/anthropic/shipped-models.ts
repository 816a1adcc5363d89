import type { Model } from '../../../shared/contract/providers.ts';
import { reasoningOff, thinkingRulesOf } from './thinking-rules.ts';

/**
 * As of 2026-11-21: the active models anyone may use, from the model ids in @anthropic-ai/sdk 1.8.0
 * and the model pages at platform.claude.com. What those do not say is left out. Shown until the
 * vendor's own list is there. The first is the default.
 */
export const shippedModels: readonly Model[] = [
  model('claude-sonnet-5-5', 'Claude Sonnet 5.5', 1_000_000, 128_000),
  model('claude-opus-5-5', 'Claude Opus 5.5', 1_000_000, 128_000),
  model('claude-haiku-5-5', 'Claude Haiku 5.5', 1_000_000, 128_000),
  model('claude-fable-5-2', 'Claude Fable 5.2', 1_000_000, 128_000),
  model('claude-fable-5-1', 'Claude Fable 5.1', 1_000_000, 128_000),
  model('claude-opus-5', 'Claude Opus 5', 1_000_000, 128_000),
  model('claude-sonnet-5', 'Claude Sonnet 5', 1_000_000, 128_000),
  model('claude-fable-5', 'Claude Fable 5', 1_000_000, 128_000),
  model('claude-opus-4-8', 'Claude Opus 4.8', 1_000_000, 128_000),
  model('claude-opus-4-7', 'Claude Opus 4.7', 1_000_000, 128_000),
  model('claude-opus-4-6', 'Claude Opus 4.6', 1_000_000, 128_000),
  model('claude-sonnet-4-6', 'Claude Sonnet 4.6'),
  model('claude-opus-4-5-20251101', 'Claude Opus 4.5', 200_000, 64_000),
  model('claude-haiku-4-5-20251001', 'Claude Haiku 4.5', 200_000, 64_000),
];

function model(id: string, name: string, contextWindow?: number, maxOutputTokens?: number): Model {
  return {
    provider: 'anthropic',
    id,
    name,
    ...(contextWindow === undefined ? {} : { contextWindow }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    abilities: {
      tools: true,
      reasoning: true,
      images: true,
      pdf: true,
      ...reasoningOff(thinkingRulesOf(id)),
    },
  };
}
