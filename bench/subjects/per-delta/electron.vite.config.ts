import { join } from 'node:path';
import { mergeConfig } from 'vite';
import type { Plugin } from 'vite';
import config from '../../../electron.vite.config.ts';

const root = join(import.meta.dirname, '../../..');

/** Tina’s web door and its page, but for the two modules that gather deltas. */
const perDelta: Plugin = {
  name: 'per-delta',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    const name = /\/(watch-feed|frame-queue)\.ts$/.exec(source)?.[1];
    if (name === undefined || importer?.startsWith(import.meta.dirname) === true) return null;
    const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
    const isOurs = resolved?.id.startsWith(join(root, 'src')) === true;
    return isOurs ? join(import.meta.dirname, `${name}.ts`) : resolved;
  },
};

export default {
  main: mergeConfig(config.main ?? {}, { plugins: [perDelta], build: { sourcemap: false } }),
  renderer: mergeConfig(config.renderer ?? {}, { plugins: [perDelta] }),
};
