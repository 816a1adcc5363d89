import type {
  DraftConfig,
  HttpTransport,
  ServerInput,
  ServerText,
} from '../../shared/contract/mcp-server.ts';
import { fillInput } from './fill-inputs.ts';
import type { FormFields } from './fill-inputs.ts';
import { isName, partsOf, readLines, readText } from './text-notation.ts';

/** A variable or header in the form. */
export interface NamedRow {
  readonly id: number;
  readonly name: string;
  /** As it is written in one line; nothing where it is a secret, which the page never gets to see. */
  readonly written: string;
  /** The name its value is kept under; undefined: it is no secret yet. */
  readonly secret: string | undefined;
}

export type FormFault =
  | 'nameMissing'
  | 'commandMissing'
  | 'urlMissing'
  | 'rowNameMissing'
  | 'rowNameMalformed'
  | 'rowTwice'
  | 'valueMissing'
  | 'inputUnknown'
  | 'clientIdMissing'
  | 'documentMalformed'
  | 'numberMalformed';

export type ReadForm =
  | { readonly ok: true; readonly config: DraftConfig; readonly secrets: Record<string, string> }
  /** `at`: the name of the field that is to be mended. */
  | { readonly ok: false; readonly at: string; readonly fault: FormFault };

export const timeoutNames = [
  'connectSeconds',
  'listSeconds',
  'callIdleSeconds',
  'callTotalSeconds',
] as const;

/** A server before anything was said of it. */
export const newConfig: DraftConfig = {
  name: '',
  enabled: false,
  trusted: false,
  transport: { type: 'stdio', command: '', args: [], env: {} },
  inputs: [],
  timeouts: { listSeconds: 15, callIdleSeconds: 60, callTotalSeconds: 600 },
  roots: [],
  sampling: 'off',
  source: { type: 'form' },
};

/** One at an address, before anything was said of it. */
export const newRemoteConfig: DraftConfig = {
  ...newConfig,
  transport: { type: 'http', url: '', headers: {}, kind: 'auto' },
};

/** A secret is a value that is nothing but that; one among other text is written as a reference. */
export function secretOf(text: ServerText): string | undefined {
  const [part, ...others] = partsOf(text);
  return others.length === 0 && typeof part === 'object' && 'secret' in part
    ? part.secret
    : undefined;
}

/** Secrets that no row of the form stands for: among other text, and those of inputs aside. */
export function otherSecrets({ transport }: DraftConfig): readonly string[] {
  const named = transport.type === 'stdio' ? transport.env : transport.headers;
  const texts =
    transport.type === 'stdio'
      ? [
          transport.command,
          ...transport.args,
          ...Object.values(named),
          transport.envFile ?? '',
          transport.cwd ?? '',
        ]
      : [transport.url, ...Object.values(named)];
  const inRows = new Set(Object.values(named).map(secretOf));
  const all = texts.flatMap((text) =>
    partsOf(text).flatMap((part) =>
      typeof part === 'object' && 'secret' in part ? [part.secret] : [],
    ),
  );
  return [...new Set(all)].filter((name) => !inRows.has(name));
}

/** What the fields of the form come to, on top of what `before` says beyond them. */
export function readForm(
  fields: FormFields,
  rows: readonly NamedRow[],
  before: DraftConfig,
): ReadForm {
  const { text } = fields;
  const name = text('name').trim();
  if (name === '') return { ok: false, at: 'name', fault: 'nameMissing' };
  const secrets: Record<string, string> = {};
  const taken = new Set([
    ...otherSecrets(before),
    ...before.inputs.map(({ id }) => id),
    ...rows.flatMap(({ secret }) => secret ?? []),
  ]);
  for (const secret of otherSecrets(before)) {
    const value = text(`secret-${secret}`);
    if (value !== '') secrets[secret] = value;
  }

  const named: [string, ServerText][] = [];
  const group = before.transport.type === 'stdio' ? 'env' : 'header';
  const filled = rows.filter(
    ({ id, name: kept }) => text(`row-${id}`).trim() + text(`value-${id}`) + kept !== '',
  );
  for (const { id, secret, name: kept } of filled) {
    const written = text(`row-${id}`).trim();
    const rowName = group === 'header' ? written.toLowerCase() : written;
    const value = text(`value-${id}`);
    // A row that was emptied is one that was taken away.
    if (rowName === '' && value === '' && kept === '') continue;
    if (rowName === '') return { ok: false, at: `row-${id}`, fault: 'rowNameMissing' };
    if (!isName(rowName)) return { ok: false, at: `row-${id}`, fault: 'rowNameMalformed' };
    if (named.some(([other]) => other === rowName))
      return { ok: false, at: `row-${id}`, fault: 'rowTwice' };
    if (!fields.isChecked(`secret-row-${id}`)) {
      if (value === '' && secret !== undefined)
        return { ok: false, at: `value-${id}`, fault: 'valueMissing' };
      named.push([rowName, readText(value)]);
      continue;
    }
    if (value === '' && secret === undefined)
      return { ok: false, at: `value-${id}`, fault: 'valueMissing' };
    const secretName = secret ?? freeName(`${group}.${rowName}`, taken);
    taken.add(secretName);
    if (value !== '') secrets[secretName] = value;
    named.push([rowName, { secret: secretName }]);
  }

  const inputs: ServerInput[] = [];
  for (const input of before.inputs) {
    const read = fillInput(input, fields, secrets);
    if (read === null) return { ok: false, at: `input-${input.id}`, fault: 'numberMalformed' };
    inputs.push(read);
  }

  const timeouts = { ...before.timeouts };
  for (const timeout of timeoutNames) {
    const written = text(timeout).trim();
    const seconds = Number(written);
    if (written === '') {
      if (timeout === 'connectSeconds') delete timeouts.connectSeconds;
    } else if (seconds >= 1 && seconds <= 86_400) timeouts[timeout] = seconds;
    else return { ok: false, at: timeout, fault: 'numberMalformed' };
  }

  const clientSecret = text('oauthSecret');
  if (before.transport.type === 'http' && clientSecret !== '')
    secrets[oauthSecretOf(before.transport.oauth)] = clientSecret;
  const transport = readTransport(fields, Object.fromEntries(named), before.transport);
  if ('fault' in transport) return { ok: false, ...transport };
  const config = { ...before, name, transport, inputs, timeouts };
  const unknown = unknownInput(config);
  if (unknown !== undefined) return { ok: false, at: unknown, fault: 'inputUnknown' };
  return { ok: true, config, secrets };
}

type Transport = DraftConfig['transport'];

function readTransport(
  { text }: FormFields,
  named: Readonly<Record<string, ServerText>>,
  before: Transport,
): Transport | { readonly at: string; readonly fault: FormFault } {
  if (before.type === 'http') {
    if (text('url').trim() === '') return { at: 'url', fault: 'urlMissing' };
    return readHttp(text, named, before);
  }
  if (text('command').trim() === '') return { at: 'command', fault: 'commandMissing' };
  const { cwd: _, ...others } = before;
  const cwd = text('cwd').trim();
  return {
    ...others,
    command: readText(text('command').trim()),
    args: readLines(text('args')),
    env: named,
    ...(cwd === '' ? {} : { cwd: readText(cwd) }),
  };
}

function readHttp(
  text: FormFields['text'],
  headers: Readonly<Record<string, ServerText>>,
  { oauth: known, ...before }: Extract<Transport, { type: 'http' }>,
): Transport | { readonly at: string; readonly fault: FormFault } {
  const clientId = text('oauthClientId').trim();
  const document = text('oauthDocument').trim();
  if (text('oauthSecret') !== '' && clientId === '')
    return { at: 'oauthClientId', fault: 'clientIdMissing' };
  if (document !== '' && !(URL.canParse(document) && new URL(document).protocol === 'https:'))
    return { at: 'oauthDocument', fault: 'documentMalformed' };
  const scopes = [...new Set(text('oauthScopes').split(/\s+/).filter(Boolean))];
  const keepsSecret = known?.clientSecret !== undefined || text('oauthSecret') !== '';
  const oauth = {
    ...(clientId === '' ? {} : { clientId }),
    ...(clientId !== '' && keepsSecret ? { clientSecret: { secret: oauthSecretOf(known) } } : {}),
    ...(scopes.length === 0 ? {} : { scopes }),
    ...(document === '' ? {} : { metadataDocumentUrl: document }),
  };
  return {
    ...before,
    url: readText(text('url').trim()),
    headers,
    ...(Object.keys(oauth).length === 0 ? {} : { oauth }),
  };
}

/** The name that the secret of a client is kept under. */
export function oauthSecretOf(oauth: HttpTransport['oauth']): string {
  return oauth?.clientSecret?.secret ?? 'oauth.clientSecret';
}

/** The field that asks for an input there is none of. */
function unknownInput({ transport, inputs }: DraftConfig): string | undefined {
  const known = new Set(inputs.map(({ id }) => id));
  const asksForMore = (text: ServerText) =>
    partsOf(text).some(
      (part) => typeof part === 'object' && 'input' in part && !known.has(part.input),
    );
  const fields: readonly (readonly [string, readonly ServerText[]])[] =
    transport.type === 'http'
      ? [['url', [transport.url]]]
      : [
          ['command', [transport.command]],
          ['args', transport.args],
          ['cwd', transport.cwd === undefined ? [] : [transport.cwd]],
        ];
  return fields.find(([, texts]) => texts.some(asksForMore))?.[0];
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}.${number}`;
  return name;
}
