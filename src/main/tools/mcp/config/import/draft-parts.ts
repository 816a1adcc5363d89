import type {
  DraftConfig,
  ImportNote,
  Reference,
  ServerDraft,
  ServerInput,
  ServerText,
} from '../../../../../shared/contract/mcp-server.ts';
import { isEditorFolder, parseTemplate } from '../dialects.ts';
import type { VariableKind } from '../dialects.ts';
import { isPlaceholder, isSecretName, looksSecret, secretsWithin } from '../secret-signs.ts';
import { textFrom } from '../../../../../shared/server-text.ts';
import type { TextPart } from '../server-text.ts';
import { whatMayHide } from './what-may-hide.ts';
import type { MayHide } from './what-may-hide.ts';

/** A draft, and apart from it the values of its secrets by the names the draft has for them. */
export interface ReadServer {
  readonly draft: ServerDraft;
  /** A Map, so that nothing that prints or sends an object as JSON carries them along. */
  readonly secrets: ReadonlyMap<string, string>;
}

/** What gathers while one server is read. */
export interface DraftParts {
  readonly notes: ImportNote[];
  /**
   * A text as it stood in `field`. Variables become references, what looks like a secret moves out, and
   * what stands for a value of the person becomes an input. `name` is what it is the value of.
   */
  text(raw: string, field: string, name?: string): ServerText;
  /** The same for what decides what is run: nothing of it moves out. */
  open(raw: string, field: string): ServerText;
  arguments(command: string, args: readonly string[]): readonly ServerText[];
  url(raw: string, field: string): ServerText;
  /** Keeps a value that is known to be one. */
  secret(value: string, field: string): { readonly secret: string };
  /** Defines an input. Where another of that id is defined differently, it gets an id of its own. */
  input(input: Partial<ServerInput> & Pick<ServerInput, 'id'>): { readonly input: string };
  finish(config: Omit<DraftConfig, 'inputs'>): ReadServer;
}

export function createDraftParts(
  variables: ReadonlySet<VariableKind>,
  definitions: ReadonlyMap<string, ServerInput> = new Map(),
): DraftParts {
  const notes: ImportNote[] = [];
  const secrets = new Map<string, string>();
  const inputs = new Map<string, ServerInput>();
  const definedAs = new Map<string, object>();

  const secret: DraftParts['secret'] = (value, field) => {
    const name = freeName(plainName(field), (taken) => secrets.has(taken) || inputs.has(taken));
    secrets.set(name, value);
    notes.push({ note: 'secret-moved', field, secret: name });
    return { secret: name };
  };

  const input: DraftParts['input'] = (given) => {
    const id = freeName(given.id, (taken) => !sameInput(definedAs.get(taken), given));
    if (inputs.has(id)) return { input: id };
    definedAs.set(id, given);
    const { default: preset, ...rest }: ServerInput = {
      kind: 'text',
      label: '',
      secret: false,
      required: true,
      choices: [],
      foreign: {},
      ...given,
      id,
    };
    // A value that somebody else chose and nobody may see has no place in what is run.
    const hidden = rest.secret && preset !== undefined && preset !== '';
    const shown: ServerInput = hidden || preset === undefined ? rest : { ...rest, default: preset };
    if (hidden) notes.push({ note: 'secret-left-out', field: `input.${id}` });
    if (shown.required && shown.default === undefined)
      notes.push({ note: 'input-needed', input: id });
    inputs.set(id, shown);
    return { input: id };
  };

  const literal = (
    raw: string,
    field: string,
    name: string | undefined,
    mayHide: MayHide = 'whole',
  ): TextPart[] => {
    const secretName = name !== undefined && isSecretName(name);
    const scheme = /^((?:bearer|basic|token|apikey)\s+)(\S.*)$/is.exec(raw);
    if (scheme?.[1] !== undefined && scheme[2] !== undefined && name !== undefined)
      return [scheme[1], ...literal(scheme[2], field, 'token', mayHide)];
    if (isPlaceholder(raw, secretName) || (raw === '' && secretName))
      return [
        input({
          id: plainName(field),
          secret: secretName,
          kind: /^(\/|[a-z]:\\)/i.test(raw) ? 'folder' : 'text',
          placeholder: raw,
        }),
      ];
    const plain = /^(true|false|yes|no|on|off|none|null|auto|\d{1,5})?$/i.test(raw);
    const isSecret = (secretName && !plain) || looksSecret(raw);
    // Outside of what a program is given, only what could not be a program or a script.
    const hides =
      mayHide === 'whole' || (mayHide === 'value' && secretName && /^[\w.~+/=@!*-]+$/.test(raw));
    if (isSecret && hides) return [secret(raw, field)];
    const within = mayHide === 'nothing' && secretsWithin(raw).length > 0;
    if (isSecret || within) notes.push({ note: 'secret-left-in', field });
    if (mayHide === 'nothing') return [raw];
    return hideWithin(raw, field);
  };

  /** A password in an address, a key in a piece of JSON: the value alone moves out. */
  const hideWithin = (raw: string, field: string): TextPart[] => {
    let from = 0;
    const parts: TextPart[] = [];
    for (const { start, end } of secretsWithin(raw)) {
      const value = raw.slice(start, end);
      if (start < from || isPlaceholder(value, true)) continue;
      parts.push(raw.slice(from, start), secret(value, field));
      from = end;
    }
    return [...parts, raw.slice(from)];
  };

  /** Defines the input it names, if it names one. */
  const refer = (part: Reference, name: string | undefined): TextPart => {
    if (!('input' in part)) return part;
    if (inputs.has(part.input)) return part;
    const kind = isEditorFolder(part.input) ? 'folder' : 'text';
    const hides = isSecretName(part.input) || (name !== undefined && isSecretName(name));
    return input(definitions.get(part.input) ?? { id: part.input, kind, secret: hides });
  };

  const text = (raw: string, field: string, name?: string, mayHide?: MayHide): TextPart[] => {
    const parts = parseTemplate(raw, variables);
    if (parts.every((part) => typeof part === 'string')) return literal(raw, field, name, mayHide);
    return parts.flatMap((part) =>
      typeof part === 'string' ? literal(part, field, undefined, mayHide) : [refer(part, name)],
    );
  };

  const argument = (
    raw: string,
    field: string,
    last: string | undefined,
    mayHide: MayHide,
  ): TextPart[] => {
    if (mayHide === 'nothing') return text(raw, field, undefined, mayHide);
    if (/^https?:\/\//i.test(raw)) return url(raw, field);
    const flag = last !== undefined && /^--?[a-z]/i.test(last) && !last.includes('=');
    if (flag && isSecretName(last) && !raw.startsWith('-'))
      return text(raw, field, last, mayHide === 'whole' ? 'whole' : 'nothing');
    const named = /^(-{0,2}[A-Za-z_][\w.-]*(?:=|:\s*))(\S.*)$/s.exec(raw);
    if (named?.[1] === undefined || named[2] === undefined)
      return text(raw, field, undefined, mayHide);
    const name = named[1].replace(/[=:\s]+$/, '');
    // `c:\x` and `scheme://x` have a colon and no name.
    if (/^(\\|\/\/)/.test(named[2])) return text(raw, field, undefined, mayHide);
    if (/^--?(header|env|e)$/i.test(name))
      return [named[1], ...argument(named[2], field, undefined, mayHide)];
    return [named[1], ...text(named[2], field, name, mayHide)];
  };

  /** Whom it asks stays in sight, whatever it looks like. */
  const url = (raw: string, field: string): TextPart[] => {
    const host = /^[a-z]+:\/\/[^/?#$]*/i.exec(raw)?.[0] ?? '';
    return [...hideWithin(host, field), ...path(raw.slice(host.length), field)];
  };

  const path = (raw: string, field: string): TextPart[] => {
    let name: string | undefined;
    return parseTemplate(raw, variables).flatMap((part) => {
      if (typeof part !== 'string') return [refer(part, name)];
      const pieces = part.split(/([/?&#])/);
      // What follows the last `name=` may be a variable.
      name = /^([^=]+)=$/.exec(pieces.at(-1) ?? '')?.[1];
      return pieces.flatMap((piece) => {
        const [, before, value] = /^([^=]+=)(.+)$/s.exec(piece) ?? [];
        if (before === undefined || value === undefined) return literal(piece, field, undefined);
        return [before, ...literal(value, field, before.slice(0, -1))];
      });
    });
  };

  return {
    notes,
    secret,
    input,
    text: (raw, field, name) => textFrom(text(raw, field, name)),
    open: (raw, field) => textFrom(text(raw, field, undefined, 'nothing')),
    arguments(command, args) {
      const mayHide = whatMayHide(command, args);
      return args.map((raw, index) =>
        textFrom(argument(raw, `arg.${index + 1}`, args[index - 1], mayHide[index] ?? 'nothing')),
      );
    },
    url: (raw, field) => textFrom(url(raw, field)),
    finish: (config) => ({
      draft: { config: { ...config, inputs: [...inputs.values()] }, notes },
      secrets,
    }),
  };
}

/** Nothing is like anything: the id is free. */
function sameInput(one: object | undefined, other: object): boolean {
  return one === undefined || JSON.stringify(one) === JSON.stringify(other);
}

function plainName(field: string): string {
  return field.replaceAll(/[^\w.-]+/g, '_').slice(0, 120);
}

function freeName(wanted: string, isTaken: (name: string) => boolean): string {
  for (let count = 2, free = wanted; ; count++) {
    if (!isTaken(free)) return free;
    free = `${wanted}-${count}`;
  }
}
