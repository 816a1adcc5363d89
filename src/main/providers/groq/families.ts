import type { Model } from '../../../shared/contract/providers.ts';

/** Its lists say how long a model's context is, and no more: the rest goes by the family. */
export function abilitiesOf(id: string): Model['abilities'] {
  const thinksByLevel = isGptOss(id);
  return {
    // Compound runs tools of the vendor's own and takes none of ours.
    tools: !id.includes('compound'),
    reasoning: thinksByLevel || isQwen(id),
    images: /llama-4|qwen3\.[68]/.test(id),
    pdf: false,
    ...(thinksByLevel ? { efforts: ['low', 'medium', 'high'], reasoningOff: 'least' } : {}),
    temperature: true,
    ...(thinksByLevel ? { webSearch: true } : {}),
  };
}

/** Speech, and models that judge what others say. */
export function chats(id: string): boolean {
  return !/whisper|tts|orpheus|guard/.test(id);
}

export function isGptOss(id: string): boolean {
  return /(^|\/)gpt-oss-\d/.test(id);
}

export function isQwen(id: string): boolean {
  return /(^|\/)qwen3/.test(id);
}
