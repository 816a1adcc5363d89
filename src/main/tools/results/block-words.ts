import { decodeBase64 } from './decode-base64.ts';
import type { Block } from './parse-result.ts';

/** As text among others; undefined for what is none. */
export function asWords(block: Block): string | undefined {
  switch (block.type) {
    case 'text':
      return block.text;
    case 'link':
      return [block.title ?? block.name, block.uri, block.description ?? ''].join('\n');
    case 'resource':
      return 'text' in block.of ? `${block.uri}\n${block.of.text}` : undefined;
    case 'image':
    case 'audio':
      return undefined;
  }
}

/** A resource that is text says so as text, also where it came as bytes. */
export function withText(block: Block): Block {
  if (block.type !== 'resource' || 'text' in block.of || !isText(block.mediaType)) return block;
  const bytes = decodeBase64(block.of.data);
  if (bytes === null) return block;
  try {
    return { ...block, of: { text: decoder.decode(bytes) } };
  } catch {
    return block;
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function isText(mediaType: string | undefined): boolean {
  return /^text\/|^application\/(json|xml|yaml|toml|javascript|sql)\b|\+(json|xml)\b/.test(
    mediaType ?? '',
  );
}
