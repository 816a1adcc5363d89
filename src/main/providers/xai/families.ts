import type { Effort } from '../../../shared/contract/effort.ts';
import type { Model } from '../../../shared/contract/providers.ts';

export function abilitiesOf(id: string): Model['abilities'] {
  const efforts = effortsOf(id);
  const reasoning = !/non-reasoning|^grok-(2|3(?!-mini))/.test(id);
  return {
    tools: !id.includes('multi-agent'),
    reasoning,
    images: !/^grok-(3|code|build)/.test(id),
    pdf: false,
    ...(efforts.length === 0 ? {} : { efforts }),
    ...(!reasoning || canSkipThinking(id)
      ? {}
      : { reasoningOff: efforts.length === 0 ? 'usual' : 'least' }),
    temperature: true,
  };
}

/** Pictures, films and voices are listed among the models too. */
export function chats(id: string): boolean {
  return !/imag|video|embed|voice|realtime|tts|stt/.test(id);
}

/** None: the field itself is refused. */
export function effortsOf(id: string): readonly Effort[] {
  if (id.startsWith('grok-3-mini')) return ['low', 'high'];
  if (id.startsWith('grok-4.6')) return ['low', 'medium', 'high', 'xhigh'];
  return /^grok-(4\.[345]|latest)/.test(id) ? ['low', 'medium', 'high'] : [];
}

/** It takes “none” for an effort. */
export function canSkipThinking(id: string): boolean {
  return id.startsWith('grok-4.3');
}
