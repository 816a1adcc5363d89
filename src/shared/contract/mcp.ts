import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { timeSchema } from './ids.ts';
import { mcpUpdateSchema } from './mcp-events.ts';
import { mcpQuestions } from './mcp-questions.ts';
import { mcpPromptsContract } from './mcp-prompts.ts';
import { mcpResourcesContract } from './mcp-resources.ts';
import { mcpSignIn } from './mcp-sign-in.ts';
import {
  draftConfigSchema,
  importFormats,
  importNoteSchema,
  importProblemSchema,
  rootSchema,
  samplingRules,
  serverConfigSchema,
  serverIdSchema,
} from './mcp-server.ts';
import { segmentSchema } from './segments.ts';
import { logLevels } from '../log-levels.ts';
import { toolKeySchema } from './tools.ts';

const byId = z.strictObject({ server: serverIdSchema });
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const consentPartSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), segments: z.array(segmentSchema).readonly() }),
  z.object({ type: z.literal('secret'), name: z.string() }),
  /** What was given for an input; absent: nothing yet. */
  z.object({
    type: z.literal('input'),
    id: z.string(),
    value: z.union([z.string(), z.object({ secret: z.string() })]).optional(),
  }),
  z.object({ type: z.literal('env'), name: z.string(), default: z.string().optional() }),
  z.object({ type: z.literal('variable'), name: z.enum(['home', 'separator']) }),
]);
export type ConsentPart = Readonly<z.infer<typeof consentPartSchema>>;

/** What will be run or asked, whole. `field`: `command`, `arg.1`, `env.NAME`, `envFile`, `cwd`, `url`, `header.name`. */
const consentRowSchema = z.object({
  field: z.string(),
  parts: z.array(consentPartSchema).readonly(),
});
export type ConsentRow = Readonly<z.infer<typeof consentRowSchema>>;

const fieldChangeSchema = z.object({
  /** `description`, `inputSchema.properties.path.type` */
  path: z.string(),
  parts: z
    .array(z.object({ type: z.enum(['same', 'removed', 'added']), text: z.string() }))
    .readonly(),
});

/**
 * `usable`: offered to models. `new` and `changed` are not until a person accepts them. `gone`: the server does not
 * offer it any more. `refused`: its definition cannot be compared, so it is never offered.
 */
const serverToolSchema = z.object({
  name: z.string(),
  /** Of rules and switches; null: it is not offered. */
  key: toolKeySchema.nullable(),
  title: z.string(),
  description: z.array(segmentSchema).readonly(),
  state: z.enum(['usable', 'new', 'changed', 'gone', 'refused']),
  /** Of `new` and `changed`: what is accepted. */
  hash: hash.optional(),
  changes: z.array(fieldChangeSchema).readonly().optional(),
  /** What telling a model of it takes, counted here. */
  tokens: z.number().int().nonnegative(),
});
export type ServerTool = Readonly<z.infer<typeof serverToolSchema>>;

const logLineSchema = z.object({
  /** Counts up from 1 without gaps. */
  number: z.number().int(),
  at: timeSchema,
  /** A message of the protocol, standard error, what on standard output was no message, the server's own log, Tina. */
  kind: z.enum(['protocol', 'stderr', 'stdout', 'server', 'host']),
  direction: z.enum(['sent', 'received']).optional(),
  text: z.string(),
  /** How many characters were cut off its end. */
  cut: z.number().int().optional(),
});
export type ServerLogLine = Readonly<z.infer<typeof logLineSchema>>;

/** Values for secrets and inputs, by name; they are kept where keys are kept. */
export const secretsSchema = z
  .record(z.string().max(128), z.string().max(8192))
  .refine((record) => Object.keys(record).length <= 50, 'These are too many.');

const suggestedSchema = z.object({
  id: z.string(),
  /** Where it comes from: a package that is downloaded when it first starts; null: nothing but an address. */
  from: z.object({ registry: z.enum(['npm', 'pypi']), name: z.string() }).nullable(),
  homePage: z.string(),
  abilities: z
    .array(
      z.enum([
        'reads-files',
        'writes-files',
        'reaches-network',
        'reads-account',
        'changes-account',
        'opens-browser',
        'runs-code',
        'keeps-data',
        'reads-environment',
        'only-computes',
      ]),
    )
    .readonly(),
  needsAccount: z.boolean(),
  config: draftConfigSchema,
});
export type SuggestedServer = Readonly<z.infer<typeof suggestedSchema>>;

export const mcpContract = {
  ...mcpQuestions,
  ...mcpPromptsContract,
  ...mcpResourcesContract,
  ...mcpSignIn,
  /** As a person described them, in the order they were added. */
  servers: oc.output(z.object({ servers: z.array(serverConfigSchema).readonly() })),
  /** State, calls and what changed, of all servers. After `servers-changed` they are to be read again. */
  watch: oc
    .input(z.strictObject({ after: z.string().max(100).optional() }))
    .output(eventIterator(mcpUpdateSchema)),
  /** A new server, off. `secrets`: the values its configuration names. */
  add: oc
    .input(z.strictObject({ config: draftConfigSchema, secrets: secretsSchema.default({}) }))
    .output(z.object({ server: serverIdSchema })),
  /**
   * Secrets that are not given stay as they are; those the configuration no longer names go. What has a call of its
   * own (switches, folders, answers of models, the log) stays as it is. `from`: what was changed here; refused with
   * `conflict` if it is something else by now.
   */
  update: oc
    .input(
      z.strictObject({
        ...byId.shape,
        config: draftConfigSchema,
        from: draftConfigSchema,
        secrets: secretsSchema.default({}),
      }),
    )
    .output(z.void()),
  remove: oc.input(byId).output(z.void()),
  /** All servers that stand in a text, each off, their secrets moved to where keys are kept. */
  import: oc
    .input(
      z.strictObject({
        text: z.string().max(150_000),
        /** Where it was found; absent: it was pasted. */
        from: z
          .strictObject({ format: z.enum(importFormats), file: z.string().max(4096) })
          .optional(),
      }),
    )
    .output(
      z.object({
        added: z
          .array(z.object({ server: serverIdSchema, notes: z.array(importNoteSchema).readonly() }))
          .readonly(),
        problems: z.array(importProblemSchema).readonly(),
      }),
    ),
  /** All of them in the format of another application, without secrets. */
  export: oc
    .input(z.strictObject({ format: z.enum(importFormats) }))
    .output(z.object({ text: z.string() })),
  suggested: oc.output(z.object({ servers: z.array(suggestedSchema).readonly() })),
  /** What will be run, for a person to read; `given`: they agreed to exactly this. */
  consent: oc.input(byId).output(
    z.object({
      type: z.enum(['stdio', 'http']),
      rows: z.array(consentRowSchema).readonly(),
      hash,
      given: z.boolean(),
    }),
  ),
  /** Agrees to what `hash` stands for; refused with `conflict` if it is something else by now. */
  allow: oc.input(z.strictObject({ ...byId.shape, hash })).output(z.void()),
  /** On: it starts when a call needs it, or with `start`. */
  setEnabled: oc.input(z.strictObject({ ...byId.shape, enabled: z.boolean() })).output(z.void()),
  /** What its tools say of themselves is believed. */
  setTrusted: oc.input(z.strictObject({ ...byId.shape, trusted: z.boolean() })).output(z.void()),
  /** A folder it is told of when it asks; refused with `invalid-input` if there is none at that path. */
  grantFolder: oc.input(z.strictObject({ ...byId.shape, folder: rootSchema })).output(z.void()),
  withdrawFolder: oc.input(z.strictObject({ ...byId.shape, folder: rootSchema })).output(z.void()),
  /** Whether it may ask for a model's answers. */
  setSampling: oc
    .input(z.strictObject({ ...byId.shape, sampling: z.enum(samplingRules) }))
    .output(z.void()),
  /** Whether it is connected and lets others say how much it tells in its log. */
  logging: oc.input(byId).output(z.object({ available: z.boolean() })),
  /** null: as it likes, from its next start on. */
  setLogLevel: oc
    .input(z.strictObject({ ...byId.shape, level: z.enum(logLevels).nullable() }))
    .output(z.void()),
  start: oc.input(byId).output(z.void()),
  /** A second one while it stops uses force. */
  stop: oc.input(byId).output(z.void()),
  restart: oc.input(byId).output(z.void()),
  tools: oc.input(byId).output(z.object({ tools: z.array(serverToolSchema).readonly() })),
  /** What was shown of a new or changed tool is accepted; refused with `conflict` if it changed again. */
  acceptTool: oc
    .input(z.strictObject({ ...byId.shape, tool: z.string().max(1000), hash }))
    .output(z.void()),
  /** Lines behind a cursor, oldest first; 0 asks for all that is there. */
  log: oc
    .input(
      z.strictObject({
        ...byId.shape,
        after: z.number().int().nonnegative(),
        limit: z.number().int().min(1).max(1000).default(500),
      }),
    )
    .output(
      z.object({
        lines: z.array(logLineSchema).readonly(),
        cursor: z.number().int(),
        /** How many between the cursor and the first line here are gone. */
        missed: z.number().int(),
      }),
    ),
};
