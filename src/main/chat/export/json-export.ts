import type { Citation, Message, Part } from '../../../shared/contract/message.ts';
import { contentOfPart } from '../content-of-part.ts';
import type { StoredConversation } from '../../store/store.ts';

/** Counted up when a reader of the older one would misread the newer. */
const formatVersion = 1;

type LoadArtifact = (
  id: string,
) => Promise<{ readonly mediaType: string; readonly bytes: Uint8Array } | null>;

/** The whole tree, and what its tools gave after it. What a vendor wants back unchanged is left out: it is of no use to anybody else. */
export async function* jsonExport(
  conversation: StoredConversation,
  messages: AsyncIterable<Message>,
  { at, load }: { readonly at: number; readonly load: LoadArtifact },
): AsyncGenerator<Iterable<string>, void, void> {
  const { id, title, systemPrompt, model, reasoning, activeLeafId } = conversation;
  const head = {
    format: 'tina-conversation',
    version: formatVersion,
    exportedAt: time(at),
    conversation: {
      id,
      title,
      systemPrompt,
      model,
      reasoning,
      activeLeafId,
      createdAt: time(conversation.createdAt),
      updatedAt: time(conversation.updatedAt),
    },
  };
  yield [`${JSON.stringify(head, null, 2).slice(0, -2)},\n  "messages": [`];
  let isFirst = true;
  const ids = new Set<string>();
  for await (const message of messages) {
    yield [isFirst ? '\n    ' : ',\n    '];
    yield jsonPieces(toExport(message));
    for (const artifact of artifactsIn(message)) ids.add(artifact);
    isFirst = false;
  }
  yield [isFirst ? ']' : '\n  ]'];
  if (ids.size > 0) yield* artifactsExport(ids, load);
  yield ['\n}\n'];
}

function artifactsIn({ parts }: Message): string[] {
  return parts
    .flatMap(contentOfPart)
    .flatMap((item) => ('artifact' in item && item.artifact !== undefined ? [item.artifact] : []));
}

/** By their ids, which stand in the messages. */
async function* artifactsExport(
  ids: ReadonlySet<string>,
  load: LoadArtifact,
): AsyncGenerator<Iterable<string>, void, void> {
  yield [',\n  "artifacts": {'];
  let isFirst = true;
  for (const id of ids) {
    const artifact = await load(id);
    if (artifact === null) continue;
    yield [`${isFirst ? '' : ','}\n    "${id}": `];
    yield jsonPieces(artifactToExport(artifact));
    isFirst = false;
  }
  yield ['\n  }'];
}

function artifactToExport({ mediaType, bytes }: { mediaType: string; bytes: Uint8Array }): object {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return mediaType.startsWith('text/')
    ? { mediaType, text: buffer.toString() }
    : { mediaType, data: buffer.toString('base64') };
}

function toExport(message: Message) {
  const { conversationId: _, rev: __, parts, createdAt, updatedAt, ...rest } = message;
  return {
    ...rest,
    createdAt: time(createdAt),
    updatedAt: time(updatedAt),
    parts: parts.map(partToExport),
  };
}

function partToExport(part: Part): object {
  switch (part.type) {
    case 'text':
      return part.citations === undefined
        ? part
        : { ...part, citations: part.citations.map(withoutVendor) };
    case 'reasoning':
      return withoutVendor(part);
    case 'tool-call': {
      const { inputText, startedAt, endedAt, ...call } = withoutVendor(part);
      return {
        ...call,
        // The text is only needed where it never became a value.
        ...(part.input === undefined ? { inputText } : {}),
        ...(startedAt === undefined ? {} : { startedAt: time(startedAt) }),
        ...(endedAt === undefined ? {} : { endedAt: time(endedAt) }),
      };
    }
    case 'resource':
      return { ...part, readAt: time(part.readAt) };
    case 'step':
    case 'file':
      return part;
  }
}

function withoutVendor<T extends { readonly vendor?: Citation['vendor'] }>(
  part: T,
): Omit<T, 'vendor'> {
  const { vendor: _, ...rest } = part;
  return rest;
}

const sliceLength = 16 * 1024;

/** JSON.stringify a little at a time: one text can be 30 MB, and nothing else runs meanwhile. */
function* jsonPieces(value: unknown): Generator<string, void, void> {
  if (typeof value === 'string' && value.length > sliceLength) {
    yield '"';
    for (let start = 0; start < value.length;) {
      const end = start + sliceLength;
      // Between the halves of a character each half would be escaped on its own.
      const isInside = /[\uD800-\uDBFF]/.test(value.charAt(end - 1));
      const next = isInside ? end - 1 : end;
      yield JSON.stringify(value.slice(start, next)).slice(1, -1);
      start = next;
    }
    yield '"';
  } else if (Array.isArray(value)) {
    yield '[';
    for (const [index, item] of value.entries()) {
      if (index > 0) yield ',';
      yield* jsonPieces(item ?? null);
    }
    yield ']';
  } else if (typeof value === 'object' && value !== null) {
    yield '{';
    let isFirst = true;
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) continue;
      yield `${isFirst ? '' : ','}${JSON.stringify(key)}:`;
      yield* jsonPieces(item);
      isFirst = false;
    }
    yield '}';
  } else {
    yield JSON.stringify(value);
  }
}

function time(at: number): string {
  return new Date(at).toISOString();
}
