import { z } from 'zod';
import { namePattern } from '../../../../shared/contract/mcp-server.ts';
import { AppError } from '../../../../shared/errors.ts';
import { manifestBroken, unreadable } from './bundle-error.ts';
import type { ZipEntry } from './read-zip.ts';

const mostBytes = 1024 * 1024;
const text = z.string().max(8192);

const launchSchema = z.object({
  command: text.min(1).optional(),
  args: z.array(text).max(200).optional(),
  env: z.record(z.string(), text).optional(),
});
export type ManifestLaunch = z.infer<typeof launchSchema>;

const optionSchema = z.object({
  type: z.enum(['string', 'number', 'boolean', 'directory', 'file']),
  title: text.default(''),
  description: text.default(''),
  required: z.boolean().default(false),
  default: z.union([text, z.number(), z.boolean(), z.array(text).max(100)]).optional(),
  multiple: z.boolean().default(false),
  sensitive: z.boolean().default(false),
  min: z.number().optional(),
  max: z.number().optional(),
});
export type UserOption = Readonly<z.infer<typeof optionSchema>>;

/** What Tina reads of a `manifest.json`: 0.1 to 0.4, and whatever else begins with 0 and is written like them. */
const manifestSchema = z.object({
  manifest_version: z.string().regex(/^0\.\d+(\.\d+)?$/),
  name: z.string().min(1).max(200),
  display_name: z.string().min(1).max(200).optional(),
  version: z.string().max(200),
  description: text.default(''),
  author: z.object({ name: z.string().max(1000) }),
  homepage: z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .optional()
    .catch(undefined),
  server: z.object({
    type: z.enum(['node', 'python', 'uv', 'binary']),
    entry_point: z.string().max(1000).optional(),
    mcp_config: launchSchema
      .extend({ platform_overrides: z.record(z.string(), launchSchema).optional() })
      .optional(),
  }),
  compatibility: z
    .object({
      platforms: z.array(z.string().max(100)).max(20).optional(),
      runtimes: z.record(z.string().max(100), z.string().max(200)).optional(),
    })
    .optional(),
  user_config: z.record(z.string().regex(namePattern), optionSchema).default({}),
});
export type Manifest = Readonly<z.infer<typeof manifestSchema>>;

/** Throws an AppError where there is none, or none that a server could be started with. */
export async function readManifest(entries: readonly ZipEntry[]): Promise<Manifest> {
  const entry = entries.find(({ name, isFolder }) => name === 'manifest.json' && !isFolder);
  if (entry === undefined)
    throw new AppError(
      'invalid-input',
      'There is no manifest.json in this file, so it is no bundle. Choose another one.',
      { situation: 'bundle-manifest-missing' },
    );
  if (entry.bytes > mostBytes) throw manifestBroken('manifest.json');
  const parsed = manifestSchema.safeParse(withVersion(parseJson(await textOf(entry))));
  if (parsed.success) return parsed.data;
  throw manifestBroken(parsed.error.issues[0]?.path.join('.') || 'manifest.json');
}

/** Before bundles were called so, the version had another name. */
function withVersion(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || 'manifest_version' in value) return value;
  return 'dxt_version' in value ? { ...value, manifest_version: value.dxt_version } : value;
}

async function textOf(entry: ZipEntry): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of entry.content()) pieces.push(piece);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
  } catch (error) {
    throw unreadable(error);
  }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw manifestBroken('manifest.json');
  }
}
