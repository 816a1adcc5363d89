import type { z } from 'zod';
import { isRecord } from '../../../../../shared/is-record.ts';
import type { ServerInput, ServerSource } from '../../../../../shared/contract/mcp-server.ts';
import { dialects } from '../dialects.ts';
import { readEntry } from './read-entry.ts';
import type { EntryResult } from './finish-draft.ts';

/**
 * `{ "servers": { name: entry }, "inputs": [] }`, the `mcp.json` of VS Code, or what stands under `mcp` in
 * its settings. Its inputs belong to the file; here each server gets those that it names.
 */
export function readVsCode(
  file: { readonly servers: Readonly<Record<string, unknown>>; readonly inputs?: unknown },
  source: ServerSource,
): readonly EntryResult[] {
  const list: readonly unknown[] = Array.isArray(file.inputs) ? file.inputs : [];
  const inputs = new Map(list.flatMap((one) => readInput(one)).map((it) => [it.id, it]));
  return Object.entries(file.servers).map(([name, entry]) =>
    readEntry(name, entry, {
      format: 'vscode',
      variables: dialects.vscode.variables,
      source,
      inputs,
    }),
  );
}

/** `promptString`, `pickString`, or one of VS Code's own commands, whose answer the person has to give. */
function readInput(value: unknown): readonly ServerInput[] {
  if (!isRecord(value)) return [];
  const { id, type, description, password, default: preset, options, ...rest } = value;
  if (typeof id !== 'string') return [];
  const plain = Array.isArray(options) && options.every((it) => typeof it === 'string');
  // Options may also be `{ label, value }`.
  const choices = (Array.isArray(options) ? options : []).flatMap((option: unknown) => {
    const choice: unknown = isRecord(option) ? option['value'] : option;
    return typeof choice === 'string' ? [choice] : [];
  });
  const foreign = {
    ...rest,
    ...(type === 'promptString' || type === 'pickString' ? {} : { type }),
    ...(options === undefined || plain ? {} : { options }),
  };
  return [
    {
      id,
      kind: choices.length > 0 ? 'choice' : 'text',
      label: typeof description === 'string' ? description.slice(0, 1000) : '',
      secret: password === true,
      required: true,
      choices: choices.slice(0, 100),
      ...(typeof preset === 'string' ? { default: preset } : {}),
      // What JSON was, is JSON.
      foreign: foreign as Record<string, z.core.util.JSONType>,
    },
  ];
}
