import { dirname } from 'node:path';

/** Where package.json is. */
export const root = dirname(import.meta.dirname);
