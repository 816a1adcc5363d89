import type { ToolContent } from '../../shared/contract/tool-content.ts';
import { contentOfPart } from './content-of-part.ts';
import type { ModelMessage, ModelRequest } from '../providers/provider.ts';
import { readResultName } from '../tools/read-result.ts';

export type LoadArtifact = (id: string) => Promise<{ readonly bytes: Uint8Array } | null>;

/** Puts in what depends on the messages: the bytes that results and attachments name, and only those tools that make sense for them. */
export type CompleteRequest = (request: ModelRequest) => Promise<ModelRequest>;

/** Vendors take 20 to 32 MB a request, and base64 is a third more than what it holds. */
const maxBytes = 12 * 1024 * 1024;
/** With more of them a vendor refuses images that are larger than 2,000 pixels on a side. */
const maxImages = 20;

/** What was loaded is kept for the next step: one of these is made for a turn. */
export function createRequestCompleter(load: LoadArtifact): CompleteRequest {
  const loaded = new Map<string, string>();

  async function loadOnce(id: string): Promise<string | undefined> {
    const before = loaded.get(id);
    if (before !== undefined) return before;
    // Without it the model is told that there was one: no reason to end an answer.
    const artifact = await load(id).catch(() => null);
    if (artifact === null) return undefined;
    const { buffer, byteOffset, byteLength } = artifact.bytes;
    const data = Buffer.from(buffer, byteOffset, byteLength).toString('base64');
    loaded.set(id, data);
    return data;
  }

  return async (request) => {
    const content = contentOf(request.messages);
    const artifacts = new Map<string, string>();
    for (const id of newestThatFit(content)) {
      const data = await loadOnce(id);
      if (data !== undefined) artifacts.set(id, data);
    }
    return {
      ...request,
      tools: usefulTools(request.tools, request.messages),
      ...(artifacts.size === 0 ? {} : { artifacts }),
    };
  };
}

/** Of what is all there, there is nothing more to read. */
export function usefulTools(
  tools: ModelRequest['tools'],
  messages: readonly ModelMessage[],
): ModelRequest['tools'] {
  const isCut = contentOf(messages).some(({ type }) => type === 'excerpt');
  return isCut ? tools : tools.filter(({ name }) => name !== readResultName);
}

/** What the model is to see of what servers gave, oldest first. */
function contentOf(messages: readonly ModelMessage[]): readonly ToolContent[] {
  return messages
    .flatMap(({ parts }) => parts)
    .flatMap((part) => contentOfPart(part))
    .filter(({ audience }) => audience?.includes('assistant') !== false);
}

function newestThatFit(content: readonly ToolContent[]): ReadonlySet<string> {
  const ids = new Set<string>();
  let bytes = 0;
  for (const item of content.toReversed()) {
    if (!isShown(item) || ids.has(item.artifact)) continue;
    bytes += item.bytes ?? 0;
    if (bytes > maxBytes || ids.size === maxImages) break;
    ids.add(item.artifact);
  }
  return ids;
}

type Shown = Extract<ToolContent, { type: 'image' | 'resource' }> & { readonly artifact: string };

/** Some vendor looks at it. */
function isShown(item: ToolContent): item is Shown {
  if (item.type !== 'image' && item.type !== 'resource') return false;
  return (
    item.artifact !== undefined &&
    /^(image\/(png|jpeg|gif|webp)|application\/pdf)$/.test(item.mediaType ?? '')
  );
}
