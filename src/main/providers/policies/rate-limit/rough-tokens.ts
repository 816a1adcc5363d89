import type { Part } from '../../../../shared/contract/message.ts';
import type { ModelRequest } from '../../provider.ts';

/** Of an image or a page; what a file is in bytes says nothing. */
const fileTokens = 1_500;

/** About how many tokens are sent, without looking at a single word: asked for every request. */
export function roughTokens({ systemPrompt, messages, tools }: ModelRequest): number {
  let characters = systemPrompt.length;
  let files = 0;
  for (const { parts } of messages) {
    for (const part of parts) {
      characters += charactersOf(part);
      if (part.type === 'file') files++;
      if (part.type === 'tool-call' || part.type === 'resource')
        files += part.content?.filter(({ type }) => type === 'image').length ?? 0;
    }
  }
  if (tools.length > 0) characters += JSON.stringify(tools).length;
  return Math.ceil(characters / 4) + files * fileTokens;
}

function charactersOf(part: Part): number {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return part.text.length;
    case 'tool-call': {
      const { inputText, result, content, structured } = part;
      const answered = typeof result === 'string' ? result : (JSON.stringify(result) ?? '');
      const kept = content === undefined ? '' : JSON.stringify([content, structured]);
      return inputText.length + answered.length + kept.length;
    }
    case 'resource':
      return JSON.stringify(part.content).length;
    default:
      return 0;
  }
}
