import { z } from 'zod';
import { logLevels } from '../log-levels.ts';
import { wireErrorSchema } from './message.ts';
import { headerNameFault, maxHeaders, repeatedHeader } from '../custom-headers.ts';

export const maxServers = 100;
/** Long enough for an argument that is a small JSON document. */
const longestText = 8192;
const maxParts = 20;
const maxArguments = 200;
const maxVariables = 100;
export const maxInputs = 50;
/** Of what an imported entry says beyond what Tina understands, as JSON. */
const longestForeign = 65_536;

const text = z
  .string()
  .max(longestText)
  .refine((value) => !value.includes('\0'), 'This cannot hold the character NUL.');

/** Of a variable, a secret or an input, the last two within their server. Nothing in it can be overlooked. */
export const namePattern = /^[^\s\p{C}\p{Default_Ignorable_Code_Point}={}]{1,128}$/u;
const nameSchema = z.string().regex(namePattern);

/** What stands in for text that is known only when the server starts. */
const referenceSchema = z.union([
  /** Kept where keys are kept, under the server's id and this name. */
  z.strictObject({ secret: nameSchema }),
  /** What the person gave for one of the server's `inputs`. */
  z.strictObject({ input: nameSchema }),
  /** A variable of Tina's own environment; without it `default`, else it is missing. */
  z.strictObject({ env: nameSchema, default: text.exactOptional() }),
  /** The person's home folder, what separates folders in a path, or the folder the server's bundle was unpacked to. */
  z.strictObject({ variable: z.enum(['home', 'separator', 'bundle']) }),
]);
export type Reference = Readonly<z.infer<typeof referenceSchema>>;

/** Text, or a reference, or a row of both: `['Bearer ', { secret: 'token' }]`. A plain string means itself. */
export const serverTextSchema = z.union([
  text,
  referenceSchema,
  z
    .array(z.union([text, referenceSchema]))
    .min(1)
    .max(maxParts)
    .readonly(),
]);
export type ServerText = z.infer<typeof serverTextSchema>;

const texts = z
  .record(nameSchema, serverTextSchema)
  .refine((record) => Object.keys(record).length <= maxVariables, 'These are too many.')
  .default({});

const stdioSchema = z.object({
  type: z.literal('stdio'),
  command: serverTextSchema,
  args: z.array(serverTextSchema).max(maxArguments).readonly().default([]),
  env: texts,
  /** A file of `NAME=value` lines; what `env` says wins. */
  envFile: serverTextSchema.optional(),
  cwd: serverTextSchema.optional(),
});

/** How Tina is known to the server's authorization server; what is absent is found out or asked. */
const oauthSchema = z.object({
  clientId: z.string().trim().min(1).max(2048).optional(),
  clientSecret: z.strictObject({ secret: nameSchema }).optional(),
  scopes: z.array(z.string().min(1).max(200)).max(100).readonly().optional(),
  /** Where a document that describes this client can be read by anybody. */
  metadataDocumentUrl: z
    .url({ protocol: /^https$/ })
    .max(2048)
    .optional(),
});

const httpSchema = z.object({
  type: z.literal('http'),
  url: serverTextSchema,
  /** By name in small letters. */
  headers: z
    .record(
      z
        .string()
        .refine((name) => headerNameFault(name) === undefined, 'This header cannot be set.'),
      serverTextSchema,
    )
    .refine((headers) => Object.keys(headers).length <= maxHeaders, 'These are too many.')
    .refine(
      (headers) => repeatedHeader(Object.keys(headers)) === -1,
      'Of two headers of one name only one would be sent.',
    )
    .default({}),
  /** `auto`: Streamable HTTP, and the older SSE where the server knows nothing else. */
  kind: z.enum(['auto', 'streamable', 'sse']).default('auto'),
  oauth: oauthSchema.optional(),
});

export const inputValueSchema = z.union([text, z.strictObject({ secret: nameSchema })]);

/** Something the person has to give, or may. */
export const inputSchema = z.object({
  id: nameSchema,
  kind: z.enum(['text', 'number', 'switch', 'choice', 'file', 'folder']).default('text'),
  label: z.string().max(1000).default(''),
  /** What it is for, beyond what it is called. */
  help: z.string().max(2000).optional(),
  /** What it may look like; never used as a value. */
  placeholder: text.optional(),
  secret: z.boolean().default(false),
  required: z.boolean().default(true),
  choices: z.array(text).max(100).readonly().default([]),
  /** Any number of values, one a line. An argument that is nothing but this becomes as many arguments. */
  multiple: z.boolean().optional(),
  /** Of numbers; both are allowed themselves. */
  min: z.number().optional(),
  max: z.number().optional(),
  default: text.optional(),
  /** Absent: not given yet. */
  value: inputValueSchema.optional(),
  /** What an imported definition says beyond this, as it was. */
  foreign: z.record(z.string(), z.json()).default({}),
});
export type ServerInput = Readonly<z.infer<typeof inputSchema>>;

const seconds = z.number().min(1).max(86_400);
const timeoutsSchema = z.object({
  /** Absent: 30, or 120 where the command may have to download the server first. */
  connectSeconds: seconds.optional(),
  listSeconds: seconds.default(15),
  /** Without a result and without progress. */
  callIdleSeconds: seconds.default(60),
  /** In all, whatever progress there is. */
  callTotalSeconds: seconds.default(600),
});

export const samplingRules = ['off', 'ask', 'always'] as const;
export type SamplingRule = (typeof samplingRules)[number];

export const maxRoots = 20;

export const importFormats = [
  'claude-desktop',
  'claude-code',
  'vscode',
  'cursor',
  'windsurf',
  'cline',
] as const;
const formatSchema = z.enum(importFormats);
export type ImportFormat = z.infer<typeof formatSchema>;

const label = z.string().max(200);
const sourceSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('form') }),
  z.object({ type: z.literal('paste') }),
  /** `file` as the person would recognise it. */
  z.object({ type: z.literal('import'), format: formatSchema, file: z.string().max(4096) }),
  z.object({ type: z.literal('registry'), name: label, version: label }),
  z.object({ type: z.literal('bundle'), name: label, version: label }),
  z.object({ type: z.literal('suggested'), id: label }),
]);
export type ServerSource = Readonly<z.infer<typeof sourceSchema>>;

export const rootSchema = text.min(1);

export const serverIdSchema = z.string().regex(/^server-[0-9a-f]{8}$/);

/** An MCP server as a person described it. Secrets are named in it and never part of it. */
export const serverConfigSchema = z.object({
  id: serverIdSchema,
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean().default(false),
  /** What its tools say of themselves is believed. */
  trusted: z.boolean().default(false),
  transport: z.discriminatedUnion('type', [stdioSchema, httpSchema]),
  inputs: z.array(inputSchema).max(maxInputs).readonly().default([]),
  timeouts: timeoutsSchema.prefault({}),
  /** Absolute folders the server is told of, as it may ask for them; no others. */
  roots: z.array(rootSchema).max(maxRoots).readonly().default([]),
  /** Whether it may ask for a model's answer; `ask`: the person is asked each time. */
  sampling: z.enum(samplingRules).default('off'),
  /** How much it is to tell in its log; absent: as it likes. */
  logLevel: z.enum(logLevels).optional(),
  source: sourceSchema.prefault({ type: 'form' }),
  /** What an imported entry says beyond all this, word for word, for its export. */
  foreign: z
    .object({ format: formatSchema, entry: z.record(z.string(), z.json()) })
    .refine(({ entry }) => JSON.stringify(entry).length <= longestForeign, 'This is too long.')
    .optional(),
});
export type ServerConfig = Readonly<z.infer<typeof serverConfigSchema>>;
export type ServerTransport = ServerConfig['transport'];
export type StdioTransport = Readonly<z.infer<typeof stdioSchema>>;
export type HttpTransport = Readonly<z.infer<typeof httpSchema>>;

const field = z.string().max(400);

/** What a person should know of a server that was read from somewhere. Fields are named as `env.TOKEN`. */
export const importNoteSchema = z.discriminatedUnion('note', [
  /** The value goes to the key store under this name. */
  z.object({ note: z.literal('secret-moved'), field, secret: z.string() }),
  /** It may hold a secret, and stays: it decides what is run, and a person has to see that. */
  z.object({ note: z.literal('secret-left-in'), field }),
  /** It would change which program runs, or what is loaded into it. */
  z.object({ note: z.literal('env-refused'), name: field }),
  z.object({ note: z.literal('header-refused'), name: field }),
  z.object({ note: z.literal('input-needed'), input: z.string() }),
  /** Tina does nothing with it; it is kept for an export. */
  z.object({ note: z.literal('field-kept'), field }),
  /** A field Tina does not know held what looks like a secret. It was left out. */
  z.object({ note: z.literal('secret-left-out'), field }),
  z.object({ note: z.literal('value-unreadable'), field }),
  z.object({ note: z.literal('name-changed'), from: z.string() }),
  /** Its registry says that it should no longer be used. */
  z.object({ note: z.literal('deprecated') }),
  /** The package comes from elsewhere than its usual registry. */
  z.object({ note: z.literal('other-registry'), url: z.string() }),
  /** The version is not fixed: what runs can change without a word. */
  z.object({ note: z.literal('version-open') }),
]);
export type ImportNote = Readonly<z.infer<typeof importNoteSchema>>;

const importProblems = [
  'not-readable',
  'no-servers',
  'too-many-servers',
  'entry-unreadable',
  'command-missing',
  'command-and-url',
  'url-not-web',
  'url-with-name',
  'transport-unknown',
  'shell-syntax',
  'quote-open',
  'package-unknown',
  'runtime-unknown',
  'bundle-elsewhere',
  'too-large',
  /** It was read and could not be written down, as `error` says. */
  'not-kept',
] as const;

/** What could not be taken over, and the entry it was. */
export const importProblemSchema = z.object({
  problem: z.enum(importProblems),
  entry: z.string().optional(),
  /** Of `not-readable` and `entry-unreadable`: what is wrong. */
  fault: z.string().optional(),
  /** Both count from 1. */
  line: z.number().int().optional(),
  column: z.number().int().optional(),
  /** Of `bundle-elsewhere`, whose `entry` is the address of an `.mcpb` file: what it has to add up to. */
  sha256: z.string().optional(),
  error: wireErrorSchema.optional(),
});
export type ImportProblem = Readonly<z.infer<typeof importProblemSchema>>;

export const draftConfigSchema = serverConfigSchema.omit({ id: true });

const draftSchema = z.object({
  config: draftConfigSchema,
  notes: z.array(importNoteSchema).readonly(),
});
/** A server that was read from somewhere and is not one of Tina's yet. */
export type ServerDraft = Readonly<z.infer<typeof draftSchema>>;
export type DraftConfig = ServerDraft['config'];
