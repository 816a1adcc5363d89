import { isDeepStrictEqual } from 'node:util';
import type { ToolContent } from '../../../shared/contract/tool-content.ts';
import { isRecord } from '../../../shared/is-record.ts';
import { toolOutcome } from '../tool-outcome.ts';
import type { ToolOutcome } from '../tool-outcome.ts';
import { asWords, withText } from './block-words.ts';
import { decodedLength } from './decode-base64.ts';
import { createKeeper } from './keeper.ts';
import type { Keeper, KeeperOptions } from './keeper.ts';
import { parseResult, toJson } from './parse-result.ts';
import type { Block } from './parse-result.ts';
import { sizeInWords } from './size-in-words.ts';

export interface KeepOptions extends KeeperOptions {
  /** The server is not trusted. */
  readonly untrusted: boolean;
  /** `_meta` of the tool's definition: it can ask for room. */
  readonly toolMeta?: unknown;
}

/** A longer text goes to the model as its two ends, in UTF-16 code units. */
const maxCharacters = 50_000;
/** What a server may ask for at most. */
const mostCharacters = 500_000;
const roomAsked = 'anthropic/maxResultSizeChars';
/** Of one result. */
const maxBytes = 64 * 1024 * 1024;
/** Comparing longer ones would hold everything else up. */
const maxCompared = 1024 * 1024;

/**
 * What a server answered a call with, as it stands in a conversation: texts that are too long for a model, images,
 * sounds and files are kept as artifacts. Takes anything and never throws; what cannot be read, or kept, becomes a
 * sentence that says so.
 */
export async function keepResult(result: unknown, options: KeepOptions): Promise<ToolOutcome> {
  const { blocks, structured, failed, meta } = parseResult(result);
  const keep = createKeeper(options);
  const said = isSaidBy(structured);
  const left = blocks.filter((block) => !said(block));
  const limit = Math.max(roomIn(meta), roomIn(options.toolMeta));
  const content = await keepAll(withinLimit(left), limit, keep);
  const json = structured === undefined ? undefined : toJson(structured);
  const isLong = json !== undefined && json.length > limit;
  return toolOutcome({
    content: isLong
      ? [...content, await keep.text(json, hasText(left) ? ['user'] : undefined)]
      : content,
    // What cannot be written as JSON could not be stored either.
    ...(json === undefined || isLong ? {} : { structured }),
    ...(failed ? { failed } : {}),
    ...(options.untrusted ? { untrusted: true } : {}),
  });
}

/** The same for what was read beside calls. */
export function keepBlocks(
  blocks: readonly Block[],
  options: KeeperOptions,
): Promise<ToolContent[]> {
  return keepAll(withinLimit(blocks), maxCharacters, createKeeper(options));
}

/**
 * Servers say their structured content once more as text, for clients that do not know it. Such a text is the JSON
 * of the same value, however it is spaced and in whatever order its keys are; any other text says something else.
 */
function isSaidBy(structured: unknown): (block: Block) => boolean {
  if (structured === undefined) return () => false;
  return (block) => {
    if (block.type !== 'text' || block.text.length > maxCompared) return false;
    try {
      return isDeepStrictEqual(JSON.parse(block.text), structured);
    } catch {
      return false;
    }
  };
}

function roomIn(meta: unknown): number {
  const asked = isRecord(meta) ? meta[roomAsked] : undefined;
  const room = typeof asked === 'number' && Number.isFinite(asked) ? asked : 0;
  return Math.min(Math.max(room, maxCharacters), mostCharacters);
}

/** Blocks that together are more than anybody can hold become sentences. */
function withinLimit(blocks: readonly Block[]): readonly Block[] {
  let room = maxBytes;
  return blocks.map((block): Block => {
    const bytes = sizeOf(block);
    if (bytes > room) {
      const { audience } = block;
      const text = `[A part of ${sizeInWords(bytes)} was left out: the result is larger than Tina accepts.]`;
      return { type: 'text', text, ...(audience === undefined ? {} : { audience }) };
    }
    room -= bytes;
    return block;
  });
}

function sizeOf(block: Block): number {
  switch (block.type) {
    case 'text':
      return block.text.length;
    case 'image':
    case 'audio':
      return decodedLength(block.data);
    case 'resource':
      return 'text' in block.of ? block.of.text.length : decodedLength(block.of.data);
    case 'link':
      return 0;
  }
}

/**
 * Words for the same people share the limit: if together they are longer, they are kept as one text and its ends
 * stand where the first of them would.
 */
async function keepAll(
  blocks: readonly Block[],
  limit: number,
  keep: Keeper,
): Promise<ToolContent[]> {
  const read = blocks.map((block) => withText(block));
  const groups = Map.groupBy(
    read.filter((block) => asWords(block) !== undefined),
    ({ audience }) => audience?.join() ?? '',
  );
  const tooLong = new Map(
    [...groups]
      .filter(([, group]) => lengthOf(group) > limit)
      .map(([who, group]) => [group[0], who]),
  );
  const content: ToolContent[] = [];
  for (const block of read) {
    const who = block.audience?.join() ?? '';
    const isWord = asWords(block) !== undefined;
    if (!isWord || ![...tooLong.values()].includes(who)) content.push(...(await keep.block(block)));
    else if (tooLong.has(block))
      content.push(await keep.text(joined(groups.get(who) ?? []), block.audience));
  }
  return content;
}

const lengthOf = (group: readonly Block[]) =>
  group.reduce((sum, block) => sum + (asWords(block)?.length ?? 0), 0);

const joined = (group: readonly Block[]) => group.map((block) => asWords(block) ?? '').join('\n\n');

/** The model is told something in words. */
const hasText = (blocks: readonly Block[]) =>
  blocks.some(
    (block) =>
      block.type !== 'link' &&
      (asWords(block) ?? '') !== '' &&
      block.audience?.includes('assistant') !== false,
  );
