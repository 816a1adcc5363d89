import { createToolNames } from '../tool-names.ts';

const ids = createToolNames([], { maxLength: 64, foreign: /[^\w-]/g, first: /[\w-]/ });

/** Other vendors’ ids can be longer than this one takes. The same id always becomes the same, two never become one. */
export function toCallId(id: string): string {
  return ids.toVendor(id);
}
