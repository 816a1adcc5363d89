import { posix, win32 } from 'node:path';
import { assertBaseUrlAllowed } from '../../../base-url.ts';
import { isHeaderValue } from '../../../../shared/custom-headers.ts';
import type {
  HttpTransport,
  ServerConfig,
  ServerInput,
  ServerText,
  StdioTransport,
} from '../../../../shared/contract/mcp-server.ts';
import { parseEnvFile } from './parse-env-file.ts';
import { isRefusedVariable } from './refused-variables.ts';
import { isSecretName, looksSecret, secretsWithin } from './secret-signs.ts';
import { linesOf, partsOf, severalIn } from './server-text.ts';
import type { TextPart } from './server-text.ts';

/** What references stand for. */
export interface Surroundings {
  /** Of this server, by the name its configuration has for it. */
  secret(name: string): string | undefined;
  /** Tina's own. Only names that the configuration spells out are looked up: those the person has seen. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly home: string;
  readonly separator: '/' | '\\';
  /** Where the server's bundle is, if it came as one. Absolute. */
  readonly bundle: string;
  /** The text of a file of variables; undefined: it is not there or cannot be read. */
  readFile(path: string): Promise<string | undefined>;
}

/** What keeps a server from being started, and where. */
export interface Gap {
  readonly gap:
    | 'secret-missing'
    | 'input-missing'
    | 'not-a-choice'
    | 'not-a-number'
    | 'out-of-range'
    | 'variable-missing'
    | 'file-missing'
    | 'command-empty'
    | 'character-refused'
    | 'url-not-web'
    | 'url-not-safe'
    | 'header-refused';
  /** As `textsOf` names them. */
  readonly field: string;
  /** Of the secret, input or variable. */
  readonly name?: string;
}

export interface ResolvedStdio {
  readonly type: 'stdio';
  readonly command: string;
  readonly args: readonly string[];
  /** Besides what every child gets. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string | undefined;
  /** Names in the file of variables that were passed over. */
  readonly refused: readonly string[];
}

export interface ResolvedHttp {
  readonly type: 'http';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly kind: HttpTransport['kind'];
  readonly oauth: HttpTransport['oauth'];
  readonly clientSecret: string | undefined;
}

export type Resolution =
  | {
      readonly ok: true;
      readonly launch: ResolvedStdio | ResolvedHttp;
      /** Values to keep out of logs and errors, the longest first. */
      readonly secrets: readonly string[];
    }
  | { readonly ok: false; readonly gaps: readonly Gap[] };

/** The real command line, or the real address: every reference filled in, or a list of what is missing. */
export async function resolveConfig(
  config: Pick<ServerConfig, 'transport' | 'inputs'>,
  surroundings: Surroundings,
): Promise<Resolution> {
  const filler = createFiller(config.inputs, surroundings);
  const { transport } = config;
  const launch =
    transport.type === 'stdio'
      ? await resolveStdio(transport, filler, surroundings)
      : resolveHttp(transport, filler);
  if (filler.gaps.length > 0) return { ok: false, gaps: filler.gaps };
  const secrets = [...filler.secrets].toSorted((one, other) => other.length - one.length);
  return { ok: true, launch, secrets };
}

async function resolveStdio(
  transport: StdioTransport,
  filler: Filler,
  { readFile, home, separator }: Surroundings,
): Promise<ResolvedStdio> {
  const command = filler.fill(transport.command, 'command');
  if (command.trim() === '' && filler.gaps.length === 0) filler.gap('command-empty', 'command');
  const args = transport.args.flatMap((text, index) => {
    const field = `arg.${index + 1}`;
    return filler.isLeftOut(text) ? [] : filler.fillEach(text, field);
  });
  const cwd = transport.cwd && filler.fill(transport.cwd, 'cwd');
  const path = transport.envFile && filler.fill(transport.envFile, 'envFile');
  // As the server would find it, wherever Tina was started.
  const { resolve } = separator === '/' ? posix : win32;
  const file =
    path && filler.gaps.length === 0 ? await readFile(resolve(cwd || home, path)) : undefined;
  if (path && filler.gaps.length === 0 && file === undefined) filler.gap('file-missing', 'envFile');
  const fromFile = [...parseEnvFile(file ?? '')];
  for (const [name, value] of fromFile) filler.hideIfSecret(name, value);
  return {
    type: 'stdio',
    command,
    args,
    env: {
      ...Object.fromEntries(fromFile.filter(([name]) => !isRefusedVariable(name))),
      ...filler.fillAll('env', transport.env),
    },
    cwd: cwd || undefined,
    refused: fromFile.map(([name]) => name).filter(isRefusedVariable),
  };
}

function resolveHttp(transport: HttpTransport, filler: Filler): ResolvedHttp {
  const headers = filler.fillAll('header', transport.headers);
  for (const [name, value] of Object.entries(headers))
    if (!isHeaderValue(value) && filler.gaps.length === 0)
      filler.gap('header-refused', `header.${name}`);
  const url = filler.fill(transport.url, 'url');
  if (filler.gaps.length === 0 && !isWebAddress(url)) filler.gap('url-not-web', 'url');
  if (filler.gaps.length === 0 && !isSafeAddress(url)) filler.gap('url-not-safe', 'url');
  const { kind, oauth } = transport;
  const secret = oauth?.clientSecret && filler.fill(oauth.clientSecret, 'oauth.clientSecret');
  return { type: 'http', url, headers, kind, oauth, clientSecret: secret };
}

/** `fetch` refuses a name or a password in it. */
function isWebAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return (
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    url.username === '' &&
    url.password === ''
  );
}

/** Encrypted, or nobody is in between; and none at which machines tell secrets about themselves. */
function isSafeAddress(url: string): boolean {
  try {
    assertBaseUrlAllowed(url);
    return true;
  } catch {
    return false;
  }
}

type Filler = ReturnType<typeof createFiller>;

function createFiller(inputs: readonly ServerInput[], surroundings: Surroundings) {
  const listSeparator = surroundings.separator === '/' ? ':' : ';';
  const gaps: Gap[] = [];
  const secrets = new Set<string>();
  const byId = new Map(inputs.map((input) => [input.id, input]));

  const gap = (word: Gap['gap'], field: string, name?: string): string => {
    gaps.push({ gap: word, field, ...(name === undefined ? {} : { name }) });
    return '';
  };
  const hide = (value: string) => {
    if (value !== '') secrets.add(value);
    return value;
  };
  const hideIfSecret = (name: string, value: string) =>
    isSecretName(name) || looksSecret(value) || secretsWithin(value).length > 0
      ? hide(value)
      : value;

  const given = (input: ServerInput | undefined) => input?.value ?? input?.default;
  const isOptional = (part: TextPart) => {
    if (typeof part === 'string' || !('input' in part)) return false;
    const input = byId.get(part.input);
    return input !== undefined && !input.required && given(input) === undefined;
  };

  const fillInput = (id: string, field: string): string => {
    const input = byId.get(id);
    const value = given(input);
    if (input === undefined || value === undefined) return gap('input-missing', field, id);
    const text = typeof value === 'string' ? value : surroundings.secret(value.secret);
    if (text === undefined) return gap('secret-missing', field, id);
    if (input.kind === 'choice' && !input.choices.includes(text))
      return gap('not-a-choice', field, id);
    if (input.kind === 'number' && (text.trim() === '' || !Number.isFinite(Number(text))))
      return gap('not-a-number', field, id);
    const { min = -Infinity, max = Infinity } = input;
    if (input.kind === 'number' && (Number(text) < min || Number(text) > max))
      return gap('out-of-range', field, id);
    if (input.secret || typeof value !== 'string') return hide(text);
    // Within other text they are written as the variables of the system are.
    return input.multiple === true ? linesOf(text).join(listSeparator) : text;
  };

  const fillPart = (part: TextPart, field: string): string => {
    if (typeof part === 'string') return part;
    if ('input' in part) return fillInput(part.input, field);
    if ('variable' in part) return surroundings[part.variable];
    if ('env' in part) {
      const { environment } = surroundings;
      const own = Object.hasOwn(environment, part.env) ? environment[part.env] : undefined;
      const value = own ?? part.default;
      return value === undefined
        ? gap('variable-missing', field, part.env)
        : hideIfSecret(part.env, value);
    }
    const secret = surroundings.secret(part.secret);
    return secret === undefined ? gap('secret-missing', field, part.secret) : hide(secret);
  };

  const fill = (text: ServerText, field: string): string => {
    const filled = partsOf(text)
      .map((part) => fillPart(part, field))
      .join('');
    return filled.includes('\0') ? gap('character-refused', field) : filled;
  };
  const fillEach = (text: ServerText, field: string): readonly string[] => {
    const filled = fill(text, field);
    return severalIn(text, inputs) ?? [filled];
  };
  /** A value the person may leave out and did takes the whole argument, variable or header with it. */
  const isLeftOut = (text: ServerText) => partsOf(text).some(isOptional);
  const fillAll = (group: string, texts: Readonly<Record<string, ServerText>>) =>
    Object.fromEntries(
      Object.entries(texts)
        .filter(([, text]) => !isLeftOut(text))
        .map(([name, text]) => [name, fill(text, `${group}.${name}`)] as const),
    );

  return { gaps, secrets, gap, fill, fillEach, fillAll, isLeftOut, hideIfSecret };
}
