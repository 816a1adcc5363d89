import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { importedBy } from './scripts/build/imported-by.ts';
import type { ModuleGraph } from './scripts/build/imported-by.ts';

/**
 * Holds back the first paint, which shows nothing but a colour, until the page's script has said which:
 * else a dark page begins with a white flash on a computer that is set to light. Vite drops the
 * attribute where it is written in the page.
 */
const paintOnceStarted: Plugin = {
  name: 'paint-once-started',
  transformIndexHtml: {
    order: 'post',
    handler: (html) =>
      html.replaceAll('<script type="module"', '<script type="module" blocking="render"'),
  },
};

const inRenderer = (path: string) => join(import.meta.dirname, 'src/renderer', path);
let needs: Readonly<Record<'page' | 'quick' | 'quickLater', ReadonlySet<string>>> | undefined;

/**
 * For what the main window needs until its first paint. What the quick prompt needs too is by itself, and
 * what it needs a moment later as well: neither page loads what is only the other's.
 */
function firstPaintChunk(id: string, graph: ModuleGraph): string | null {
  const quick = ['browser', 'window'].map((place) =>
    inRenderer(`quick-prompt/open-in-${place}.ts`),
  );
  needs ??= {
    page: importedBy(graph, [inRenderer('start-app.tsx')]),
    quick: importedBy(graph, quick),
    quickLater: importedBy(graph, quick, { later: true }),
  };
  if (!needs.page.has(id)) return null;
  if (needs.quick.has(id)) return 'common';
  return needs.quickLater.has(id) ? 'common-later' : 'page';
}

/**
 * Everything is bundled into `out/`: the package ships no node_modules. What is imported with
 * `import()` stays a chunk of its own, named after its file, so that nothing heavy is read at start.
 */
export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      target: 'node24',
      sourcemap: true,
      rolldownOptions: {
        input: { index: 'src/main/index.ts', web: 'src/main/web.ts' },
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      target: 'node24',
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        // A sandboxed preload script cannot be an ES module.
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    plugins: [react(), tailwindcss(), paintOnceStarted],
    // A worker reads what it needs when it needs it, as the page does.
    worker: {
      format: 'es',
      rolldownOptions: {
        output: {
          entryFileNames: 'assets/[name]-[hash].js',
          chunkFileNames: 'assets/[name]-[hash].js',
        },
      },
    },
    build: {
      // Any browser of the last years, not only the one Electron brings.
      target: 'es2024',
      minify: true,
      // Every browser of those years preloads modules by itself.
      modulePreload: { polyfill: false },
      // A page that may only load its own scripts has no use for data: URLs in their place.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: {
          index: 'src/renderer/index.html',
          desktop: 'src/renderer/desktop.html',
          quick: 'src/renderer/quick.html',
          'quick-desktop': 'src/renderer/quick-desktop.html',
        },
        output: {
          entryFileNames: 'assets/[name]-[hash].js',
          chunkFileNames: 'assets/[name]-[hash].js',
          assetFileNames: 'assets/[name]-[hash][extname]',
          // Changes seldom, so a browser keeps it while the page around it changes.
          codeSplitting: {
            groups: [
              { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
              // All the quick prompt's field needs, in one file: each one asked for costs it more than its code.
              {
                name: 'field',
                test: /appearance\/(apply|remembered)-|shared\/is-record|composer-key|schedule-frame|preload-helper/,
              },
              // What all pages look like; among the scripts of one it would bring those along.
              { name: 'theme', test: /ui\/theme\.css$/ },
              // Left alone they are sixty files, each asked for and compressed by itself.
              { name: 'icons', test: /node_modules\/lucide-react\//, tags: ['$initial'] },
              { name: firstPaintChunk, debugName: 'first paint', tags: ['$initial'] },
            ],
          },
        },
      },
    },
  },
});
