import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Bundles } from '../bundles.ts';
import { writeZip } from './write-zip.ts';
import type { Packed } from './write-zip.ts';

const smallServer = readFileSync(
  fileURLToPath(new URL('../../lifecycle/__fixtures__/small-server.mjs', import.meta.url)),
);

/** A manifest of a server in node, with these fields instead. */
export function manifestOf(more: object = {}): object {
  return {
    manifest_version: '0.3',
    name: 'small',
    display_name: 'Small server',
    version: '1.2.3',
    description: 'Says what it is told.',
    author: { name: 'Ada' },
    server: {
      type: 'node',
      entry_point: 'server/index.mjs',
      mcp_config: { command: 'node', args: ['${__dirname}/server/index.mjs', 'journal'] },
    },
    ...more,
  };
}

/** A bundle whose server starts, with these entries beside. */
export function bundleOf(manifest: object = manifestOf(), more: readonly Packed[] = []): Buffer {
  return writeZip([
    { name: 'manifest.json', content: JSON.stringify(manifest) },
    { name: 'server/' },
    { name: 'server/index.mjs', content: smallServer },
    ...more,
  ]);
}

/** Sends it in pieces. */
export async function upload(bundles: Bundles, bytes: Buffer, pieceBytes = 1000): Promise<string> {
  const id = await bundles.begin(bytes.length);
  for (let at = 0; at < bytes.length; at += pieceBytes)
    await bundles.append(id, at, bytes.subarray(at, at + pieceBytes));
  return id;
}
