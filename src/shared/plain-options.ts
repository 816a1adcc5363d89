import type { ModelOptions } from './contract/conversations.ts';

/** Nothing is asked for beyond an answer. */
export const plainOptions: ModelOptions = {
  reasoning: false,
  effort: null,
  temperature: null,
  maxOutputTokens: null,
  webSearch: false,
};
