import type { Effort } from '../../../shared/contract/effort.ts';
import type { Model } from '../../../shared/contract/providers.ts';

/** What a family of models takes. */
export interface ModelRules {
  /** How long it may think; none: it cannot think. */
  readonly efforts: readonly Effort[];
  /** How it is told not to: by a level of its own, by the least it has, or by not asking. */
  readonly off: 'none' | 'least' | 'unset';
  /** Models that think take no temperature while they do. */
  readonly temperature: boolean;
  readonly tools: boolean;
  readonly files: boolean;
  readonly webSearch: boolean;
  /** It says which of its messages is only on the way to the answer, and wants to be told so again. */
  readonly phases: boolean;
  readonly contextWindow?: number;
  readonly maxOutputTokens?: number;
}

/**
 * As of 2026-11-21, from the model pages and the reasoning guide at developers.openai.com. A model nobody knows yet is
 * taken for a new one that thinks.
 */
export function modelRulesOf(model: string): ModelRules {
  const id = model.replace(/^ft:/, '');
  return rules.find(({ of }) => of.test(id))?.are ?? unknown;
}

export function abilitiesOf(rules: ModelRules): Model['abilities'] {
  const { efforts, off, temperature, tools, files, webSearch } = rules;
  return {
    tools,
    reasoning: efforts.length > 0,
    images: files,
    pdf: files,
    ...(efforts.length === 0 ? {} : { efforts, ...reasoningOff[off] }),
    ...(temperature ? { temperature } : {}),
    ...(webSearch ? { webSearch } : {}),
  };
}

const reasoningOff = {
  none: {},
  least: { reasoningOff: 'least' },
  unset: { reasoningOff: 'usual' },
} as const;

const upToHigh = ['low', 'medium', 'high'] as const;
const upToXhigh = [...upToHigh, 'xhigh'] as const;
const upToMax = [...upToXhigh, 'max'] as const;

const thinking: ModelRules = {
  efforts: upToHigh,
  off: 'least',
  temperature: false,
  tools: true,
  files: true,
  webSearch: true,
  phases: false,
};
const unknown: ModelRules = { ...thinking, off: 'unset' };
const talking: ModelRules = { ...thinking, efforts: [], off: 'unset', temperature: true };
const million = { contextWindow: 1_050_000, maxOutputTokens: 128_000 };
const gpt5: ModelRules = { ...thinking, contextWindow: 400_000, maxOutputTokens: 128_000 };
const gpt56: ModelRules = { ...thinking, ...million, efforts: upToMax, off: 'none', phases: true };

const rules: readonly { readonly of: RegExp; readonly are: ModelRules }[] = [
  { of: /^gpt-6-(sol|luna)\b|^gpt-6\.1-terra\b|^gpt-5\.6\b/, are: gpt56 },
  { of: /^gpt-6\b/, are: { ...gpt56, off: 'least' } },
  // What ChatGPT uses to chat: it thinks by itself, or not at all, and takes no setting for either.
  {
    of: /^(gpt-5[\d.]*-)?chat-latest\b/,
    are: {
      ...talking,
      temperature: false,
      webSearch: false,
      contextWindow: 128_000,
      maxOutputTokens: 16_384,
    },
  },
  {
    of: /^gpt-5\.[45]-pro\b/,
    are: { ...thinking, ...million, efforts: ['medium', 'high', 'xhigh'], phases: true },
  },
  {
    of: /^gpt-5\.4-(mini|nano)\b/,
    are: { ...gpt5, efforts: upToXhigh, off: 'none', phases: true },
  },
  {
    of: /^gpt-5\.[45]\b/,
    are: { ...thinking, ...million, efforts: upToXhigh, off: 'none', phases: true },
  },
  { of: /^gpt-5\.3-codex\b/, are: { ...gpt5, efforts: upToXhigh, phases: true } },
  { of: /^gpt-5\.2-pro\b/, are: { ...gpt5, efforts: ['medium', 'high', 'xhigh'] } },
  { of: /^gpt-5\.(1-codex-max|2-codex)\b/, are: { ...gpt5, efforts: upToXhigh } },
  { of: /^gpt-5\.2\b/, are: { ...gpt5, efforts: upToXhigh, off: 'none' } },
  { of: /^gpt-5(\.1)?-codex\b/, are: gpt5 },
  { of: /^gpt-5\.1\b/, are: { ...gpt5, off: 'none' } },
  { of: /^gpt-5-pro\b/, are: { ...gpt5, efforts: ['high'], maxOutputTokens: 272_000 } },
  { of: /^gpt-5(?![.\d])/, are: { ...gpt5, efforts: ['minimal', ...upToHigh] } },
  {
    of: /^o[134]\b/,
    are: { ...thinking, contextWindow: 200_000, maxOutputTokens: 100_000 },
  },
  {
    of: /^gpt-4\.1\b/,
    are: { ...talking, contextWindow: 1_047_576, maxOutputTokens: 32_768 },
  },
  { of: /^gpt-4o\b/, are: { ...talking, contextWindow: 128_000, maxOutputTokens: 16_384 } },
  { of: /^(gpt-[34]|chatgpt-)/, are: { ...talking, webSearch: false } },
  { of: /^gpt-oss\b/, are: { ...thinking, temperature: true, files: false, webSearch: false } },
];
