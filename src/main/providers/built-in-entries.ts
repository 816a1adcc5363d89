import { anthropicEntry } from './anthropic/entry.ts';
import { deepseekEntry } from './deepseek/entry.ts';
import { demoEntry } from './demo/entry.ts';
import { googleEntry } from './google/entry.ts';
import { groqEntry } from './groq/entry.ts';
import { lmstudioEntry } from './lmstudio/entry.ts';
import { mistralEntry } from './mistral/entry.ts';
import { ollamaEntry } from './ollama/entry.ts';
import { openaiEntry } from './openai/entry.ts';
import { openrouterEntry } from './openrouter/entry.ts';
import { xaiEntry } from './xai/entry.ts';
import type { ProviderEntry } from './provider.ts';

/** A new provider is one folder and one line here. The first that is ready is the default. */
export const builtInEntries: readonly ProviderEntry[] = [
  anthropicEntry,
  openaiEntry,
  googleEntry,
  groqEntry,
  openrouterEntry,
  deepseekEntry,
  mistralEntry,
  xaiEntry,
  ollamaEntry,
  lmstudioEntry,
  demoEntry,
];
