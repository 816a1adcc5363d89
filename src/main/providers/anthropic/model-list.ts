import { z } from 'zod';
import type { Model } from '../../../shared/contract/providers.ts';
import type { ThinkingRules } from './thinking-rules.ts';
import { reasoningOff, thinkingRulesOf } from './thinking-rules.ts';

const supported = z.object({ supported: z.boolean() }).nullish();
const efforts = ['low', 'medium', 'high', 'xhigh', 'max'] as const;

/** The fields we use of one entry; servers that only speak the vendor's language give fewer. */
const entrySchema = z.object({
  id: z.string().min(1).max(256),
  display_name: z.string().max(256).nullish(),
  max_input_tokens: z.number().positive().nullish(),
  max_tokens: z.number().positive().nullish(),
  capabilities: z
    .object({
      image_input: supported,
      pdf_input: supported,
      effort: z
        .object({
          supported: z.boolean(),
          low: supported,
          medium: supported,
          high: supported,
          xhigh: supported,
          max: supported,
        })
        .nullish(),
      server_tools: z.object({ web_search: supported }).nullish(),
      thinking: z
        .object({
          supported: z.boolean(),
          types: z
            .object({
              adaptive: supported,
              between_tools: supported,
              disabled: supported,
              enabled: supported,
            })
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
});
type Entry = z.infer<typeof entrySchema>;

export const modelPageSchema = z.object({
  data: z.array(z.unknown()),
  has_more: z.boolean().nullish(),
  last_id: z.string().nullish(),
});

export interface ListedModel {
  readonly model: Model;
  readonly thinking: ThinkingRules | undefined;
}

/** Undefined for an entry that makes no sense: it must not hide the others. */
export function toListedModel(entry: unknown): ListedModel | undefined {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) return undefined;
  const {
    id,
    display_name: name,
    max_input_tokens: input,
    max_tokens: output,
    capabilities,
  } = parsed.data;
  const thinking = thinkingFrom(id, capabilities?.thinking);
  return {
    model: {
      provider: 'anthropic',
      id,
      name: name ?? id,
      ...(input == null ? {} : { contextWindow: input }),
      ...(output == null ? {} : { maxOutputTokens: output }),
      abilities: {
        tools: true,
        reasoning: capabilities?.thinking?.supported ?? thinkingRulesOf(id).on !== 'none',
        images: capabilities?.image_input?.supported ?? true,
        pdf: capabilities?.pdf_input?.supported ?? true,
        ...effortsIn(capabilities?.effort),
        ...reasoningOff(thinking ?? thinkingRulesOf(id)),
        ...(capabilities?.server_tools?.web_search?.supported === true ? { webSearch: true } : {}),
      },
    },
    thinking,
  };
}

function effortsIn(effort: NonNullable<Entry['capabilities']>['effort']) {
  if (effort?.supported !== true) return {};
  return { efforts: efforts.filter((level) => effort[level]?.supported === true) };
}

/** What the vendor says of its model, where it says it; whether thoughts are bound it does not say. */
function thinkingFrom(
  id: string,
  thinking: NonNullable<Entry['capabilities']>['thinking'],
): ThinkingRules | undefined {
  if (thinking?.types == null) return undefined;
  const { adaptive, between_tools: betweenTools, disabled, enabled } = thinking.types;
  const known = thinkingRulesOf(id);
  const on = !thinking.supported
    ? 'none'
    : adaptive?.supported === true
      ? 'adaptive'
      : enabled?.supported === true
        ? 'budget'
        : 'none';
  if (on !== 'adaptive') return { ...known, on, off: 'unset' };
  if (known.off === 'unset' && disabled?.supported === true)
    return { ...known, on, off: 'disabled' };
  const off =
    disabled?.supported === true
      ? 'disabled'
      : betweenTools?.supported === true
        ? 'between_tools'
        : 'never';
  return { ...known, on, off };
}
