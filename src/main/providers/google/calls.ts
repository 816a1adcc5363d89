import type { StreamPart } from '../stream-part.ts';
import type { ToolNames } from '../tool-names.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import { parseInput } from '../http/parse-input.ts';
import { objectsIn } from './objects-in.ts';
import { createArgsWriter } from './partial-args.ts';
import type { ArgsWriter } from './partial-args.ts';
import { toVendorData } from './vendor-data.ts';
import type { CallData } from './vendor-data.ts';

export interface Calls {
  /** A whole call, or a piece of one. */
  take(call: Fields, thoughtSignature: string | undefined, parts: StreamPart[]): void;
  /** Nothing more of a call that was being written is to come. */
  close(parts: StreamPart[]): void;
  /** How many there were. */
  readonly count: number;
}

export interface CallsOptions {
  readonly names: ToolNames;
  /** For calls to which the vendor gave none. */
  readonly makeId: () => string;
  readonly drop: (kind: unknown) => void;
}

interface OpenCall {
  readonly id: string;
  readonly name: string;
  readonly givenId: string | undefined;
  readonly args: ArgsWriter;
  signature: string | undefined;
  json: string;
  isTorn: boolean;
}

/** The function calls of one answer. Most come whole; some models write them value by value. */
export function createCalls({ names, makeId, drop }: CallsOptions): Calls {
  let open: OpenCall | undefined;
  let count = 0;

  function start(fields: Fields, signature: string | undefined, parts: StreamPart[]): OpenCall {
    const givenId = textOf(fields['id']);
    const id = givenId === undefined || givenId === '' ? makeId() : givenId;
    const name = names.fromVendor(textOf(fields['name']) ?? 'unknown');
    parts.push({ type: 'tool-input-start', id, name, runner: 'tina' });
    count++;
    return { id, name, givenId, signature, args: createArgsWriter(), json: '', isTorn: false };
  }

  function write(call: OpenCall, pieces: unknown, parts: StreamPart[]): void {
    for (const piece of objectsIn(pieces)) {
      const delta = call.args.write(piece);
      if (delta === undefined) call.isTorn = true;
      // What comes after a gap is not put where it does not belong.
      if (delta === undefined || delta === '' || call.isTorn) continue;
      call.json += delta;
      parts.push({ type: 'tool-input-delta', id: call.id, delta });
    }
  }

  function close(parts: StreamPart[]): void {
    if (open === undefined) return;
    const { id, name, givenId, signature, args, isTorn } = open;
    const rest = args.end();
    if (rest !== '' && !isTorn) {
      open.json += rest;
      parts.push({ type: 'tool-input-delta', id, delta: rest });
    }
    finish({ id, name, givenId, signature }, resultOf(open), parts);
    open = undefined;
  }

  function finish(
    call: Pick<OpenCall, 'id' | 'name' | 'givenId' | 'signature'>,
    result: { readonly input: unknown; readonly invalid?: string },
    parts: StreamPart[],
  ): void {
    const { id, name, givenId, signature } = call;
    const data: CallData = {
      ...(givenId === undefined || givenId === '' ? {} : { id: givenId }),
      ...(signature === undefined ? {} : { thoughtSignature: signature }),
    };
    parts.push({
      type: 'tool-call',
      id,
      name,
      runner: 'tina',
      ...result,
      ...(Object.keys(data).length === 0 ? {} : { vendor: toVendorData(data) }),
    });
  }

  return {
    take(fields, signature, parts) {
      const name = textOf(fields['name']);
      const isMore =
        open !== undefined &&
        (name === undefined || (open.givenId !== undefined && open.givenId === fields['id']));
      if (!isMore) {
        close(parts);
        if (name === undefined) return drop('function_call');
        open = start(fields, signature, parts);
      }
      const call = open;
      if (call === undefined) return;
      call.signature ??= signature;
      write(call, fields['partialArgs'], parts);
      const goesOn = fields['willContinue'] === true;
      const args = fieldsOf(fields['args']);
      if (args !== undefined && call.json === '') {
        open = undefined;
        finish(call, { input: args }, parts);
      } else if (!goesOn) close(parts);
    },
    close,
    get count() {
      return count;
    },
  };
}

function resultOf({ json, isTorn }: OpenCall): { input: unknown; invalid?: string } {
  return isTorn
    ? { input: undefined, invalid: 'their pieces do not fit together' }
    : parseInput({ json, input: undefined });
}
