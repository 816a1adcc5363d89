import { createStore } from 'zustand/vanilla';
import type { OfferedPrompt } from '../../../shared/contract/mcp-prompts.ts';

/** The prompts of servers that can be used now, as far as the core has said so. */
export const knownPrompts = createStore<{ readonly prompts: readonly OfferedPrompt[] }>(() => ({
  prompts: [],
}));
