import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

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
            ],
          },
        },
      },
    },
  },
});
