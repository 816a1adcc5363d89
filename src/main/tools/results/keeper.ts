import type { ToolContent } from '../../../shared/contract/tool-content.ts';
import { decodeBase64 } from './decode-base64.ts';
import { endsOf } from './excerpt.ts';
import { imageHeader } from './image-header.ts';
import type { Block } from './parse-result.ts';
import { sizeInWords } from './size-in-words.ts';

export interface KeeperOptions {
  /** Keeps bytes, which are given away, and returns their id. */
  readonly save: (artifact: {
    readonly mediaType: string;
    readonly bytes: Uint8Array;
  }) => Promise<string>;
  /** Told what kept bytes from being saved; the result then says so where they would be. */
  readonly onUnsaved?: ((error: unknown) => void) | undefined;
}

type Audience = Block['audience'];

/** 5 MiB once it is base64, which is what vendors measure. */
const maxImageBytes = (5 * 1024 * 1024 * 3) / 4;
const maxImageSide = 8_000;

/** Turns blocks into what stands in a conversation; what is too large for that is saved. Never rejects. */
export interface Keeper {
  block(block: Block): Promise<ToolContent[]>;
  /** The two ends of a text that is kept whole. */
  text(text: string, audience: Audience): Promise<ToolContent>;
}

export function createKeeper({ save, onUnsaved }: KeeperOptions): Keeper {
  async function saved(mediaType: string, bytes: Uint8Array): Promise<string | null> {
    try {
      return await save({ mediaType, bytes });
    } catch (error) {
      onUnsaved?.(error);
      return null;
    }
  }

  async function media(
    block: Extract<Block, { type: 'image' | 'audio' }>,
    whom: { audience?: Audience },
  ): Promise<ToolContent[]> {
    const { type, data } = block;
    const bytes = decodeBase64(data);
    const what = type === 'image' ? 'An image' : 'A sound';
    if (bytes === null || bytes.byteLength === 0)
      return [{ type: 'text', text: `[${what} that cannot be read.]`, ...whom }];
    const size = bytes.byteLength;
    const header = type === 'image' ? imageHeader(bytes) : null;
    const mediaType = header?.mediaType ?? nameOf(block);
    const artifact = await saved(mediaType, bytes);
    if (artifact === null)
      return [
        {
          type: 'text',
          text: `[${what} of ${sizeInWords(size)} that could not be kept.]`,
          ...whom,
        },
      ];
    const kept = { type, mediaType, artifact, bytes: size } as const;
    const side = header === null ? 0 : Math.max(header.width, header.height);
    if (type === 'audio' || (size <= maxImageBytes && side <= maxImageSide))
      return [{ ...kept, ...whom }];
    return [
      ...(whom.audience?.includes('user') === false
        ? []
        : [{ ...kept, audience: ['user'] as const }]),
      ...(whom.audience?.includes('assistant') === false
        ? []
        : [{ type: 'text', text: tooLarge(size, header), audience: ['assistant'] } as const]),
    ];
  }

  async function toContent(from: Block): Promise<ToolContent[]> {
    const whom = from.audience === undefined ? {} : { audience: from.audience };
    switch (from.type) {
      case 'text':
        return [{ type: 'text', text: from.text, ...whom }];
      case 'image':
      case 'audio':
        return media(from, whom);
      case 'link':
        return [from];
      case 'resource': {
        const { type, uri, of } = from;
        const named = from.mediaType === undefined ? {} : { mediaType: from.mediaType };
        if ('text' in of) return [{ type, uri, ...named, text: of.text, ...whom }];
        const bytes = decodeBase64(of.data);
        const size = bytes?.byteLength ?? 0;
        const header = bytes === null ? null : imageHeader(bytes);
        const mediaType =
          header?.mediaType ?? nameOf({ mediaType: 'application/octet-stream', ...from });
        const artifact = bytes === null ? null : await saved(mediaType, bytes);
        const why = bytes === null ? 'cannot be read' : 'could not be kept';
        if (artifact === null)
          return [{ type, uri, ...named, text: `[Its bytes ${why}.]`, ...whom }];
        return [{ type, uri, mediaType, artifact, bytes: size, ...whom }];
      }
    }
  }

  return {
    block: toContent,
    async text(text, audience) {
      const { head, tail } = endsOf(text);
      const whom = audience === undefined ? {} : { audience };
      const artifact = await saved('text/plain', new Uint8Array(Buffer.from(text)));
      if (artifact !== null)
        return { type: 'excerpt', head, tail, artifact, characters: text.length, ...whom };
      const left = `[${text.length - head.length - tail.length} characters are missing here: they could not be kept.]`;
      return { type: 'text', text: `${head}\n\n${left}\n\n${tail}`, ...whom };
    },
  };
}

/** What cannot be the image it is called is some bytes. */
function nameOf({ mediaType }: { readonly mediaType: string }): string {
  const type = mediaType.split(';', 1)[0]?.trim() ?? '';
  const isWrong = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'].includes(type);
  return isWrong || !/^[\w.+-]+\/[\w.+-]+$/.test(type) ? 'application/octet-stream' : type;
}

function tooLarge(bytes: number, header: ReturnType<typeof imageHeader>): string {
  const sides = header === null ? '' : `, ${header.width} × ${header.height} pixels`;
  return `[An image of ${sizeInWords(bytes)}${sides}: it is shown to the person, and too large to be shown to you.]`;
}
