import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

/** Preloaded into a process and its workers: writes down every module that is loaded. */
const listPath = process.env['BENCH_MODULE_LIST'];
registerHooks({
  load(url, context, nextLoad) {
    if (listPath !== undefined) appendFileSync(listPath, `${url}\n`);
    return nextLoad(url, context);
  },
});
