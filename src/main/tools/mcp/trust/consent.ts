import type {
  Reference,
  ServerConfig,
  ServerInput,
  ServerText,
} from '../../../../shared/contract/mcp-server.ts';
import { partsOf, severalIn, textsOf } from '../config/server-text.ts';
import { textFrom } from '../../../../shared/server-text.ts';
import { hashOf } from './canonical-json.ts';
import { segmentsOf } from '../../../../shared/hidden-characters.ts';
import type { Segment } from '../../../../shared/hidden-characters.ts';

/** A piece of what is run: text, or where its text comes from. A secret's value is never part of it. */
export type ConsentPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'secret'; readonly name: string }
  /** What the person gave for an input; undefined: nothing yet. */
  | {
      readonly type: 'input';
      readonly id: string;
      readonly value: string | { readonly secret: string } | undefined;
    }
  | { readonly type: 'env'; readonly name: string; readonly default?: string | undefined }
  | { readonly type: 'variable'; readonly name: 'home' | 'separator' }
  /** The folder its bundle was unpacked to. */
  | { readonly type: 'bundle' };

/** What will be run or asked, whole: the same for the person's eyes and for the hash. */
export interface ConsentForm {
  readonly type: 'stdio' | 'http';
  readonly rows: readonly {
    /** `command`, `arg.1`, `env.NAME`, `envFile`, `cwd`, `url`, `header.name` */
    readonly field: string;
    readonly parts: readonly ConsentPart[];
  }[];
}

export interface Consent {
  /** Of the form the person agreed to. */
  readonly hash: string;
}

type Run = Pick<ServerConfig, 'transport' | 'inputs'>;

/** Variables and headers come in the order of their names, as their own makes no difference. */
export function consentFormOf(config: Run): ConsentForm {
  const { inputs } = config;
  let argument = 0;
  const rows = textsOf(config).flatMap(({ field, text }) => {
    if (!field.startsWith('arg.')) return [{ field, parts: consentParts(text, inputs) }];
    return argumentsFrom(text, inputs).map((parts) => ({ field: `arg.${++argument}`, parts }));
  });
  const isNamed = ({ field }: { readonly field: string }) => /^(env|header)\./.test(field);
  const named = rows.filter(isNamed).toSorted((one, other) => (one.field < other.field ? -1 : 1));
  return {
    type: config.transport.type,
    rows: [...rows.filter((row) => !isNamed(row)), ...named],
  };
}

/** Also tells whether what is run is still the same. A name, a timeout, a folder it may ask for are no part of it. */
export function consentHashOf(config: Run): string {
  return hashOf(consentFormOf(config));
}

/** Nobody agreed to this yet, or to something else. */
export function needsConsent(config: Run, given: Consent | undefined): boolean {
  return given?.hash !== consentHashOf(config);
}

export interface ShownRow {
  readonly field: string;
  readonly parts: readonly (
    | { readonly type: 'text'; readonly segments: readonly Segment[] }
    | Exclude<ConsentPart, { readonly type: 'text' | 'bundle' }>
  )[];
}

/**
 * The form with every hidden character apart, so that it can be drawn. Nothing is left out or cut. The folder of the
 * server's bundle is written out: it is nobody's choice, and what is in it is part of what is run.
 */
export function shownRows(form: ConsentForm, bundle: string): readonly ShownRow[] {
  return form.rows.map(({ field, parts }) => ({
    field,
    parts: parts.map((part) => {
      if (part.type === 'text') return { type: 'text' as const, segments: segmentsOf(part.text) };
      return part.type === 'bundle'
        ? { type: 'text' as const, segments: segmentsOf(bundle) }
        : part;
    }),
  }));
}

/** As many as there are values, where it is an input of several. */
function argumentsFrom(
  text: ServerText,
  inputs: readonly ServerInput[],
): readonly (readonly ConsentPart[])[] {
  const parts = consentParts(text, inputs);
  const values = severalIn(text, inputs);
  return values === undefined
    ? [parts]
    : values.map((value) =>
        parts.map((part) => (part.type === 'input' ? { ...part, value } : part)),
      );
}

function consentParts(text: ServerText, inputs: readonly ServerInput[]): readonly ConsentPart[] {
  return partsOf(textFrom(partsOf(text))).map((part) =>
    typeof part === 'string' ? { type: 'text', text: part } : consentPart(part, inputs),
  );
}

function consentPart(part: Reference, inputs: readonly ServerInput[]): ConsentPart {
  if ('secret' in part) return { type: 'secret', name: part.secret };
  if ('variable' in part)
    return part.variable === 'bundle'
      ? { type: 'bundle' }
      : { type: 'variable', name: part.variable };
  if ('env' in part) return { type: 'env', name: part.env, default: part.default };
  const input = inputs.find(({ id }) => id === part.input);
  const value = input?.value ?? input?.default;
  // A secret that was not stored as one is not shown either.
  const hidden = input?.secret === true && typeof value === 'string';
  return { type: 'input', id: part.input, value: hidden ? { secret: part.input } : value };
}
