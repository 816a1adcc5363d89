import { AppError } from '../../../../shared/errors.ts';
import { isRecord } from '../../../../shared/is-record.ts';
import { hashOf } from './canonical-json.ts';
import { diffWords } from './word-diff.ts';
import type { DiffPart } from './word-diff.ts';

/** What of a tool's definition a model reads or Tina acts on; the rest may change without a word. */
export interface ToolDefinition {
  readonly name: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly inputSchema?: unknown;
  readonly outputSchema?: unknown;
  readonly annotations?: unknown;
  /** How it is to be called. */
  readonly execution?: unknown;
  readonly _meta?: unknown;
}

/** It can only be called as a task. */
export function needsTask({ execution }: ToolDefinition): boolean {
  return isRecord(execution) && execution['taskSupport'] === 'required';
}

/** A definition the person agreed to, whole, so that a change can be shown. */
export interface Pin {
  readonly name: string;
  readonly hash: string;
  readonly definition: ToolDefinition;
}

export interface FieldChange {
  /** `description`, `inputSchema.properties.path.type` */
  readonly path: string;
  /** Texts by words, anything else as its JSON. */
  readonly parts: readonly DiffPart[];
}

export interface ToolChange {
  readonly name: string;
  /** Of what is offered now: to be named when it is accepted. */
  readonly hash: string;
  readonly changes: readonly FieldChange[];
}

export interface Comparison {
  readonly unchanged: readonly string[];
  readonly added: readonly Pin[];
  readonly changed: readonly ToolChange[];
  readonly gone: readonly string[];
  /** Definitions so odd that they cannot be compared, and so cannot be trusted. */
  readonly refused: readonly string[];
}

const maxChanges = 200;

export function pinOf(tool: ToolDefinition): Pin {
  const { name, title, description, inputSchema, outputSchema, annotations, _meta: own } = tool;
  const meta = isRecord(own) ? own : {};
  // Which view of its own a tool has shown; older servers say so in one key.
  const shown = { ui: meta['ui'], 'ui/resourceUri': meta['ui/resourceUri'] };
  const hasView = Object.values(shown).some((value) => value !== undefined);
  const definition = {
    ...{ name, title, description, inputSchema, outputSchema, annotations },
    ...(needsTask(tool) ? { execution: { taskSupport: 'required' } } : {}),
    ...(hasView ? { _meta: shown } : {}),
  };
  return { name, hash: hashOf(definition), definition };
}

/** A name offered twice counts once, as its first. */
export function comparePins(pins: readonly Pin[], offered: readonly ToolDefinition[]): Comparison {
  const pinned = new Map(pins.map((pin) => [pin.name, pin]));
  const firsts = new Map(offered.toReversed().map((tool) => [tool.name, tool]));
  const unchanged: string[] = [];
  const added: Pin[] = [];
  const changed: ToolChange[] = [];
  const refused: string[] = [];
  for (const name of new Set(offered.map((tool) => tool.name))) {
    const before = pinned.get(name);
    const after = pinIfPossible(firsts.get(name));
    if (after === undefined) refused.push(name);
    else if (before === undefined) added.push(after);
    else if (before.hash === after.hash) unchanged.push(name);
    else {
      const changes = diffFields(before.definition, after.definition);
      changed.push({ name, hash: after.hash, changes });
    }
  }
  const gone = pins.flatMap(({ name }) => (firsts.has(name) ? [] : [name]));
  return { unchanged, added, changed, gone, refused };
}

/** One tool that is nested too deeply costs only itself. */
function pinIfPossible(tool: ToolDefinition | undefined): Pin | undefined {
  try {
    return tool && pinOf(tool);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

export interface ToolReview {
  /** What may be offered to a model. */
  readonly usable: readonly string[];
  /** Off until the person accepts it: with a look at what changed, or, where it is new, with one click. */
  readonly waiting: readonly (
    | { readonly why: 'new'; readonly name: string; readonly hash: string }
    | ({ readonly why: 'changed' } & ToolChange)
  )[];
  readonly gone: readonly string[];
  readonly refused: readonly string[];
  /** To be stored. What is gone stays pinned, or it could come back as something else. */
  readonly pins: readonly Pin[];
}

/**
 * Which tools of a server may be used. `pins` is undefined the first time: consent to the server, which was
 * just given, covers the tools it has then.
 */
export function reviewTools(
  pins: readonly Pin[] | undefined,
  offered: readonly ToolDefinition[],
): ToolReview {
  const { unchanged, added, changed, gone, refused } = comparePins(pins ?? [], offered);
  if (pins === undefined)
    return { usable: added.map(({ name }) => name), waiting: [], gone, refused, pins: added };
  return {
    usable: unchanged,
    waiting: [
      ...changed.map((change) => ({ why: 'changed' as const, ...change })),
      ...added.map(({ name, hash }) => ({ why: 'new' as const, name, hash })),
    ],
    gone,
    refused,
    pins,
  };
}

/**
 * The pins after the person accepted a tool as it was shown, `hash` being that of what was shown. Throws
 * `conflict` if the server offers something else by now.
 */
export function acceptTool(
  pins: readonly Pin[],
  tool: ToolDefinition,
  hash: string,
): readonly Pin[] {
  const pin = pinOf(tool);
  if (pin.hash !== hash)
    throw new AppError(
      'conflict',
      `The tool ${tool.name} has changed again. Look at it once more.`,
      {
        details: { tool: tool.name },
      },
    );
  return [...pins.filter(({ name }) => name !== tool.name), pin];
}

function diffFields(before: unknown, after: unknown): readonly FieldChange[] {
  const changes: FieldChange[] = [];
  const walk = (old: unknown, now: unknown, path: string): void => {
    if (changes.length >= maxChanges || hashOf(old) === hashOf(now)) return;
    if (isTree(old) && isTree(now) && Array.isArray(old) === Array.isArray(now)) {
      for (const key of new Set([...Object.keys(old), ...Object.keys(now)]))
        walk(ownField(old, key), ownField(now, key), path === '' ? key : `${path}.${key}`);
    } else changes.push({ path, parts: diffWords(asText(old), asText(now)) });
  };
  walk(before, after, '');
  return changes;
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function ownField(tree: object, key: string): unknown {
  // Only keys of the two themselves are asked for, `__proto__` among them.
  return Object.getOwnPropertyDescriptor(tree, key)?.value;
}

function asText(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
