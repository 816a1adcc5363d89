import type { ToolContent } from '../../../shared/contract/tool-content.ts';

/** What a model is told of a piece of a result, in words: the words themselves, or what it cannot be shown. */
export function sayContent(item: ToolContent): string {
  switch (item.type) {
    case 'text':
      return item.text;
    case 'image':
      return `[An image of the type ${item.mediaType}, ${size(item.bytes)}, which cannot be shown to you. The person sees it.]`;
    case 'audio':
      return `[A sound of the type ${item.mediaType}, ${size(item.bytes)}, which cannot be played to you. The person can hear it.]`;
    case 'resource': {
      const { uri, mediaType, text, bytes = 0 } = item;
      if (text !== undefined) return `[${uri}]\n${text}`;
      const type = mediaType === undefined ? '' : ` of the type ${mediaType}`;
      return `[${uri}: a file${type}, ${size(bytes)}, which cannot be shown to you. The person can save it.]`;
    }
    case 'link': {
      const { uri, name, title = name, description, mediaType, bytes } = item;
      const facts = [
        ...(mediaType === undefined ? [] : [mediaType]),
        ...(bytes === undefined ? [] : [size(bytes)]),
      ];
      const of = facts.length === 0 ? '' : ` (${facts.join(', ')})`;
      return `[A link: ${title}${of}]\n${uri}${description === undefined ? '' : `\n${description}`}`;
    }
    case 'excerpt': {
      const { head, tail, artifact, characters } = item;
      const left = characters - head.length - tail.length;
      return `${head}\n\n[${left} of ${characters} characters are left out here. Read them with the tool read_result: id ${artifact}, offset ${head.length}.]\n\n${tail}`;
    }
  }
}

function size(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.ceil(bytes / 1_000)} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
