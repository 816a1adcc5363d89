import type { StreamPart } from '../stream-part.ts';
import type { ToolNames } from '../tool-names.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import { createCalls } from './calls.ts';
import { createProviderRuns } from './provider-runs.ts';
import { toVendorData } from './vendor-data.ts';
import type { Signature } from './vendor-data.ts';

export interface Blocks {
  /** One part of the vendor's content. */
  take(part: Fields, parts: StreamPart[]): void;
  /** The text being written. */
  readonly textId: string | undefined;
  closeAll(parts: StreamPart[]): void;
  /** Function calls so far. */
  readonly calls: number;
  /** Tools the vendor ran in parts of their own. */
  readonly ran: ReadonlySet<string>;
}

export interface BlocksOptions {
  readonly names: ToolNames;
  readonly makeId: () => string;
  /** Told what could not be used. */
  readonly drop: (kind: unknown) => void;
}

/** The vendor sends parts without ids, and texts in pieces: neighbours of one kind are one block. */
export function createBlocks({ names, makeId, drop }: BlocksOptions): Blocks {
  const calls = createCalls({ names, makeId, drop });
  const runs = createProviderRuns(makeId);
  let open: { readonly type: 'text' | 'reasoning'; readonly id: string } | undefined;
  /** Told once it is known what follows: a text must not end before its citations are there. */
  let held: Signature | undefined;
  let made = 0;

  const nextId = () => String(made++);

  function begin(type: 'text' | 'reasoning', parts: StreamPart[]): string {
    if (open?.type === type) return open.id;
    close(parts);
    open = { type, id: nextId() };
    parts.push({ type: `${type}-start`, id: open.id });
    return open.id;
  }

  function close(parts: StreamPart[], signature?: Signature): void {
    calls.close(parts);
    if (open?.type === 'text') parts.push({ type: 'text-end', id: open.id });
    if (open?.type === 'reasoning') endThought(open.id, signature, parts);
    open = undefined;
  }

  function endThought(id: string, signature: Signature | undefined, parts: StreamPart[]): void {
    parts.push({
      type: 'reasoning-end',
      id,
      ...(signature === undefined ? {} : { vendor: toVendorData(signature) }),
    });
  }

  /** A thought of which there is nothing but the signature: other parts have no place for one. */
  function release(parts: StreamPart[]): void {
    if (held === undefined) return;
    close(parts);
    const id = nextId();
    parts.push({ type: 'reasoning-start', id });
    endThought(id, held, parts);
    held = undefined;
  }

  function hold(on: Signature['on'], thoughtSignature: string | undefined, parts: StreamPart[]) {
    if (thoughtSignature === undefined) return;
    release(parts);
    held = { on, thoughtSignature };
  }

  function think(text: string, signature: string | undefined, parts: StreamPart[]): void {
    if (text === '' && signature === undefined) return;
    release(parts);
    const id = begin('reasoning', parts);
    if (text !== '') parts.push({ type: 'reasoning-delta', id, delta: text });
    if (signature !== undefined) close(parts, { on: 'thought', thoughtSignature: signature });
  }

  function say(text: string, signature: string | undefined, parts: StreamPart[]): void {
    if (text === '') return hold('nothing', signature, parts);
    release(parts);
    parts.push({ type: 'text-delta', id: begin('text', parts), delta: text });
    hold('part-before', signature, parts);
  }

  function show({ mimeType, data }: Fields, parts: StreamPart[]): boolean {
    if (typeof mimeType !== 'string' || typeof data !== 'string') return false;
    between(parts);
    parts.push({ type: 'file', file: { type: 'file', mediaType: mimeType, data } });
    return true;
  }

  function between(parts: StreamPart[]): void {
    release(parts);
    close(parts);
  }

  /** True if the part was one of a tool that the vendor ran. */
  function ran(part: Fields, parts: StreamPart[]): boolean {
    const code = fieldsOf(part['executableCode']);
    const output = fieldsOf(part['codeExecutionResult']);
    const call = fieldsOf(part['toolCall']);
    const response = fieldsOf(part['toolResponse']);
    if ((code ?? output ?? call ?? response) === undefined) return false;
    between(parts);
    if (code !== undefined) {
      const { id, ...input } = code;
      runs.call({ id, name: 'code_execution', input }, part, parts);
    } else if (output !== undefined) {
      const { id, ...result } = output;
      const failed = result['outcome'] !== 'OUTCOME_OK';
      runs.result({ id, name: 'code_execution', result, failed }, part, parts);
    } else if (call !== undefined) {
      runs.call({ id: call['id'], name: toolName(call), input: call['args'] }, part, parts);
    } else if (response !== undefined) {
      const result = response['response'];
      const failed = fieldsOf(result)?.['error'] !== undefined;
      runs.result({ id: response['id'], name: toolName(response), result, failed }, part, parts);
    }
    return true;
  }

  return {
    take(part, parts) {
      const given = textOf(part['thoughtSignature']);
      const signature = given === '' ? undefined : given;
      const text = textOf(part['text']);
      const isThought = part['thought'] === true;
      if (text !== undefined)
        return isThought ? think(text, signature, parts) : say(text, signature, parts);
      const call = fieldsOf(part['functionCall']);
      if (call !== undefined) {
        release(parts);
        if (open !== undefined) close(parts);
        return calls.take(call, signature, parts);
      }
      if (ran(part, parts)) return;
      // Sketches of a picture are not the picture.
      const file = isThought ? undefined : fieldsOf(part['inlineData']);
      if (file !== undefined && show(file, parts)) return hold('part-before', signature, parts);
      if (signature === undefined || file !== undefined || isThought) drop('part');
      if (signature !== undefined) hold('nothing', signature, parts);
    },
    get textId() {
      return open?.type === 'text' ? open.id : undefined;
    },
    closeAll(parts) {
      release(parts);
      close(parts);
    },
    get calls() {
      return calls.count;
    },
    ran: runs.names,
  };
}

/** `GOOGLE_SEARCH_WEB` and `URL_CONTEXT`, in the words other vendors have for the same. */
function toolName({ toolType }: Fields): string {
  const type = textOf(toolType) ?? '';
  if (type === 'GOOGLE_SEARCH_WEB') return 'web_search';
  return /^[A-Z_]{1,64}$/.test(type) ? type.toLowerCase() : 'unknown';
}
