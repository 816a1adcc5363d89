import type { BundleLook } from '../../../../shared/contract/mcp-bundles.ts';
import { AppError } from '../../../../shared/errors.ts';
import { segmentsOf, withVisible } from '../../../../shared/hidden-characters.ts';
import type { ReadServer } from '../config/import/draft-parts.ts';
import { configFromManifest } from './config-from-manifest.ts';
import { readManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { readZip } from './read-zip.ts';
import type { ZipEntry } from './read-zip.ts';
import type { ZipSource } from './zip-source.ts';

/** Far more than a server with all its libraries, and less than what fills a disk. */
const limits = { files: 30_000, bytes: 480 * 1000 * 1000 };

export interface ReadBundle {
  readonly entries: readonly ZipEntry[];
  readonly look: BundleLook;
  readonly server: ReadServer;
  /** The entry that is run itself. */
  readonly program: string | undefined;
}

/** Reads a bundle to its end, every byte of it, and writes nothing. Throws an AppError for what is not in order. */
export async function readBundle(
  source: ZipSource,
  { platform, home }: { readonly platform: NodeJS.Platform; readonly home: string },
): Promise<ReadBundle> {
  const entries = await readZip(source, limits);
  const manifest = await readManifest(entries);
  assertPlatform(manifest, platform);
  for (const entry of entries) for await (const _ of entry.content());
  const files = entries.filter(({ isFolder }) => !isFolder);
  const { program, ...server } = configFromManifest(manifest, {
    platform,
    home,
    files: new Set(files.map(({ name }) => name)),
  });
  const { config, notes } = server.draft;
  const { display_name: title, name, version, description, author, homepage } = manifest;
  const look: BundleLook = {
    name: [...segmentsOf(title ?? name)],
    version: [...segmentsOf(version)],
    description: [...segmentsOf(description)],
    author: [...segmentsOf(author.name)],
    homePage: homepage ?? null,
    type: manifest.server.type,
    needs: Object.entries(manifest.compatibility?.runtimes ?? {}).map(([runtime, versions]) => ({
      runtime: withVisible(runtime),
      versions: withVisible(versions),
    })),
    files: files.length,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    inputs: config.inputs,
    notes,
  };
  return { entries, look, server, program };
}

function assertPlatform({ compatibility }: Manifest, platform: NodeJS.Platform): void {
  const platforms = compatibility?.platforms ?? [];
  if (platforms.length === 0 || platforms.includes(platform)) return;
  const names = withVisible(platforms.map((one) => platformNames[one] ?? one).join(', '));
  throw new AppError(
    'invalid-input',
    `This bundle is for ${names} and cannot run on this computer. Ask its makers for one that can.`,
    { situation: 'bundle-other-platform', details: { platforms: names } },
  );
}

const platformNames: Readonly<Record<string, string | undefined>> = {
  darwin: 'macOS',
  win32: 'Windows',
  linux: 'Linux',
};
