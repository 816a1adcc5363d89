import type {
  Citation,
  Message,
  Part,
  ResourcePart,
  ToolCallPart,
} from '../../../shared/contract/message.ts';
import type { ToolContent } from '../../../shared/contract/tool-content.ts';
import type { StoredConversation } from '../../store/store.ts';

export type ExportLanguage = 'en' | 'de';

const words = {
  en: {
    exported: 'Exported from Tina',
    person: 'You',
    tool: 'Tool',
    attached: 'Attached',
    file: 'File',
    image: 'Image',
    audio: 'Sound',
    untrusted: 'From a server that is not trusted',
    left: 'characters are left out here',
    sources: 'Sources',
    searches: 'Searched the web for',
    stopped: 'Stopped.',
    interrupted: 'Interrupted.',
    streaming: 'Still being written.',
    failed: 'Failed',
  },
  de: {
    exported: 'Aus Tina exportiert',
    person: 'Du',
    tool: 'Werkzeug',
    attached: 'Angehängt',
    file: 'Datei',
    image: 'Bild',
    audio: 'Ton',
    untrusted: 'Von einem Server, dem nicht vertraut wird',
    left: 'Zeichen fehlen hier',
    sources: 'Quellen',
    searches: 'Im Web gesucht nach',
    stopped: 'Angehalten.',
    interrupted: 'Unterbrochen.',
    streaming: 'Wird noch geschrieben.',
    failed: 'Fehlgeschlagen',
  },
} as const;
type Words = (typeof words)[ExportLanguage];

/** To be read: what was said on the path, and what tools did. Thoughts are in the JSON. */
export async function* markdownExport(
  { title }: StoredConversation,
  messages: AsyncIterable<Message>,
  { at, language }: { readonly at: number; readonly language: ExportLanguage },
): AsyncGenerator<Iterable<string>, void, void> {
  const own = words[language];
  yield [`# ${oneLine(title)}\n\n*${own.exported}, ${time(at)}*\n`];
  for await (const message of messages) yield section(message, own);
}

function* section(message: Message, own: Words): Generator<string, void, void> {
  const { role, model, createdAt, parts } = message;
  const facts = [...(role === 'user' || model === undefined ? [] : [model]), time(createdAt)];
  yield `\n## ${role === 'user' ? own.person : 'Tina'}\n\n*${facts.join(' · ')}*\n`;
  for (const [index, part] of parts.entries()) {
    // An answer that was taken up again goes on in the middle of its sentence.
    const goesOn =
      part.type === 'text' &&
      parts[index - 1]?.type === 'step' &&
      parts[index - 2]?.type === 'text';
    yield* partPieces(part, goesOn, own);
  }
  yield '\n';
  const end = ending(message, own);
  if (end !== null) yield `\n*${end}*\n`;
}

function* partPieces(part: Part, goesOn: boolean, own: Words): Generator<string, void, void> {
  switch (part.type) {
    case 'text':
      if (part.text === '') return;
      yield goesOn ? part.text : `\n${part.text}`;
      yield citationLists(part.citations ?? [], own);
      return;
    case 'tool-call':
      yield* toolCall(part, own);
      return;
    case 'file':
      yield `\n*${own.file}: ${oneLine(part.name ?? part.mediaType)}*\n`;
      return;
    case 'resource':
      yield* attachment(part, own);
      return;
    case 'reasoning':
    case 'step':
      return;
  }
}

function* attachment(part: ResourcePart, own: Words): Generator<string, void, void> {
  const { server, uri, name, title = name, content, untrusted } = part;
  yield `\n**${own.attached}: ${oneLine(title)}**\n`;
  yield `\n*${oneLine(server.name)} · ${oneLine(uri)}*\n`;
  if (untrusted === true) yield `\n*${own.untrusted}:*\n`;
  for (const item of content) yield contentPiece(item, own);
}

function* toolCall(part: ToolCallPart, own: Words): Generator<string, void, void> {
  yield `\n**${own.tool}: ${oneLine(part.name)}**\n`;
  yield fenced(part.input === undefined ? part.inputText : asText(part.input));
  if (part.error !== undefined) yield `\n*${own.failed}: ${oneLine(part.error.message)}*\n`;
  else if (part.result !== undefined) yield fenced(asText(part.result));
  if (part.untrusted === true) yield `\n*${own.untrusted}:*\n`;
  for (const item of part.content ?? []) yield contentPiece(item, own);
  if (part.structured !== undefined) yield fenced(asText(part.structured));
}

function contentPiece(item: ToolContent, own: Words): string {
  switch (item.type) {
    case 'text':
      return item.text === '' ? '' : fenced(item.text);
    case 'excerpt': {
      const left = item.characters - item.head.length - item.tail.length;
      return fenced(`${item.head}\n\n[… ${left} ${own.left} …]\n\n${item.tail}`);
    }
    case 'image':
    case 'audio':
      return `\n*${own[item.type]}: ${oneLine(item.mediaType)}*\n`;
    case 'resource':
      return item.text === undefined
        ? `\n*${own.file}: ${oneLine(item.uri)}*\n`
        : `\n*${oneLine(item.uri)}*\n${fenced(item.text)}`;
    case 'link':
      return `\n${link(item.title ?? item.name, item.uri)}\n`;
  }
}

/** Empty if there are none: the text before it may go on. */
function citationLists(citations: readonly Citation[], own: Words): string {
  const sources = citations.filter(({ search }) => search !== true);
  const searches = citations.filter(({ search }) => search === true);
  const lists = [
    ...(sources.length === 0 ? [] : [links(own.sources, sources)]),
    ...(searches.length === 0 ? [] : [links(own.searches, searches)]),
  ];
  return lists.length === 0 ? '' : `\n\n${lists.join('\n')}`;
}

function links(heading: string, citations: readonly Citation[]): string {
  const lines = citations.map(({ url, title, quote }, index) => {
    return `${index + 1}. ${link(title ?? url ?? quote ?? '', url)}`;
  });
  return `${heading}:\n\n${lines.join('\n')}\n`;
}

function link(title: string, url: string | undefined): string {
  const label = oneLine(title).replace(/[[\]\\]/g, '\\$&');
  return url === undefined ? label : `[${label}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)`;
}

function ending({ status, error }: Message, own: Words): string | null {
  switch (status) {
    case 'complete':
      return null;
    case 'failed':
      return `${own.failed}: ${oneLine(error?.message ?? '')}`;
    case 'stopped':
    case 'interrupted':
    case 'streaming':
      return own[status];
  }
}

/** The fence is longer than any inside. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `\n${fence}\n${text}\n${fence}\n`;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function time(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
