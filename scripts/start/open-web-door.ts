import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../root.ts';

/** In this very process: signals, exit code and arguments are the door's own. */
export async function openWebDoor(): Promise<void> {
  await import(pathToFileURL(join(root, 'out/main/web.js')).href);
}
