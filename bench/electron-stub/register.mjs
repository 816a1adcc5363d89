import { registerHooks } from 'node:module';

const stub = new URL('electron.mjs', import.meta.url).href;

registerHooks({
  resolve: (name, context, next) =>
    name === 'electron' ? { url: stub, shortCircuit: true } : next(name, context),
});
