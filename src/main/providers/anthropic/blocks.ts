import type { StreamPart } from '../stream-part.ts';
import { closeBlock } from './close-block.ts';
import type { Block } from './close-block.ts';
import { toCitation } from './citations.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import { envelopeOf, toVendorData } from './vendor-data.ts';

export interface Blocks {
  start(event: Fields, parts: StreamPart[]): void;
  grow(event: Fields, parts: StreamPart[]): void;
  stop(event: Fields, parts: StreamPart[]): void;
  closeAll(parts: StreamPart[]): void;
}

/** The content blocks of one answer, by the vendor's index. `drop` is told what could not be used. */
export function createBlocks(
  drop: (kind: unknown) => void,
  nameOf: (vendorName: string) => string,
): Blocks {
  const open = new Map<unknown, Block>();
  /** Calls the vendor ran itself: their results come in blocks of their own. */
  const envelopes = new Map<string, Fields>();
  let made = 0;

  /** The vendor's index may come twice, so ids are counted here. */
  const nextId = () => String(made++);

  function start({ index, content_block: content }: Fields, parts: StreamPart[]): void {
    stop({ index }, parts);
    const fields = fieldsOf(content);
    open.set(index, fields === undefined ? unknown(undefined) : begin(fields, parts));
  }

  function begin(fields: Fields, parts: StreamPart[]): Block {
    const type = textOf(fields['type']) ?? '';
    const resultOf = textOf(fields['tool_use_id']);
    if (type === 'text') {
      const block = startText(parts);
      addText(block, textOf(fields['text']), parts);
      if (Array.isArray(fields['citations']))
        for (const citation of fields['citations']) cite(block, citation, parts);
      return block;
    }
    if (type === 'thinking') {
      const block = startThinking(parts);
      think(block, textOf(fields['thinking']), parts);
      block.signature = textOf(fields['signature']) ?? '';
      return block;
    }
    if (type === 'redacted_thinking') {
      const id = nextId();
      parts.push({ type: 'reasoning-start', id });
      return { type: 'redacted', id, data: textOf(fields['data']) ?? '' };
    }
    if (resultOf !== undefined) {
      addResult(resultOf, fields, parts);
      return { type: 'other' };
    }
    // `server_tool_use`, `mcp_tool_use`, and whatever the vendor will run itself one day.
    if (type === 'tool_use' || type.endsWith('_tool_use')) return startCall(type, fields, parts);
    return unknown(type);
  }

  function startText(parts: StreamPart[]): Extract<Block, { type: 'text' }> {
    const id = nextId();
    parts.push({ type: 'text-start', id });
    return { type: 'text', id };
  }

  function addText(
    { id }: { readonly id: string },
    delta: string | undefined,
    parts: StreamPart[],
  ): void {
    if (delta !== undefined && delta !== '') parts.push({ type: 'text-delta', id, delta });
  }

  function cite({ id }: { readonly id: string }, original: unknown, parts: StreamPart[]): void {
    const citation = toCitation(original);
    if (citation === undefined) drop('citation');
    else parts.push({ type: 'citation', id, citation });
  }

  function startThinking(parts: StreamPart[]): Extract<Block, { type: 'thinking' }> {
    const id = nextId();
    parts.push({ type: 'reasoning-start', id });
    return { type: 'thinking', id, signature: '', isEmpty: true };
  }

  function think(
    block: Extract<Block, { type: 'thinking' }>,
    delta: string | undefined,
    parts: StreamPart[],
  ): void {
    if (delta === undefined || delta === '') return;
    block.isEmpty = false;
    parts.push({ type: 'reasoning-delta', id: block.id, delta });
  }

  function startCall(type: string, fields: Fields, parts: StreamPart[]): Block {
    const id = textOf(fields['id']) ?? `call-${nextId()}`;
    const runner = type === 'tool_use' ? 'tina' : 'provider';
    const said = textOf(fields['name']) ?? 'unknown';
    const name = runner === 'tina' ? nameOf(said) : said;
    const envelope = envelopeOf(fields, 'id', 'name', 'input');
    if (runner === 'provider') envelopes.set(id, envelope);
    parts.push({ type: 'tool-input-start', id, name, runner });
    return { type: 'call', id, name, runner, input: fields['input'], envelope, json: '' };
  }

  function addResult(id: string, fields: Fields, parts: StreamPart[]): void {
    const use = envelopes.get(id);
    const content = fields['content'];
    const result = envelopeOf(fields, 'tool_use_id', 'content');
    if (use === undefined) {
      // The call was in an earlier answer, one that paused. A part without it could not be shown.
      const name = textOf(fields['type'])?.replace(/_?tool_result$/, '') ?? 'unknown';
      parts.push({ type: 'tool-call', id, name, runner: 'provider', input: undefined });
    }
    parts.push({
      type: 'tool-result',
      id,
      result: content,
      failed:
        fields['is_error'] === true ||
        textOf(fieldsOf(content)?.['type'])?.endsWith('_error') === true,
      vendor: toVendorData({ ...(use === undefined ? {} : { use }), result }),
    });
  }

  function unknown(kind: unknown): Block {
    drop(kind);
    return { type: 'other' };
  }

  function grow({ index, delta }: Fields, parts: StreamPart[]): void {
    const fields = fieldsOf(delta);
    const type = fields?.['type'];
    if (fields === undefined) return drop(type);
    const block = open.get(index) ?? startMissing(index, type, parts);
    if (type === 'text_delta' && block?.type === 'text')
      return addText(block, textOf(fields['text']), parts);
    if (type === 'input_json_delta' && block?.type === 'call')
      return write(block, textOf(fields['partial_json']), parts);
    if (type === 'thinking_delta' && block?.type === 'thinking')
      return think(block, textOf(fields['thinking']), parts);
    if (type === 'citations_delta' && block?.type === 'text')
      return cite(block, fields['citation'], parts);
    if (type === 'signature_delta' && block?.type === 'thinking') {
      block.signature += textOf(fields['signature']) ?? '';
      return;
    }
    drop(type);
  }

  /** Text whose beginning was lost is still worth reading. A call's name cannot be guessed. */
  function startMissing(
    index: unknown,
    deltaType: unknown,
    parts: StreamPart[],
  ): Block | undefined {
    const block =
      deltaType === 'text_delta'
        ? startText(parts)
        : deltaType === 'thinking_delta'
          ? startThinking(parts)
          : undefined;
    if (block !== undefined) open.set(index, block);
    return block;
  }

  function write(
    block: Extract<Block, { type: 'call' }>,
    delta: string | undefined,
    parts: StreamPart[],
  ): void {
    if (delta === undefined || delta === '') return;
    block.json += delta;
    parts.push({ type: 'tool-input-delta', id: block.id, delta });
  }

  function stop({ index }: Fields, parts: StreamPart[]): void {
    const block = open.get(index);
    if (block === undefined) return;
    open.delete(index);
    closeBlock(block, parts);
  }

  return {
    start,
    grow,
    stop,
    closeAll(parts) {
      for (const block of open.values()) closeBlock(block, parts);
      open.clear();
    },
  };
}
