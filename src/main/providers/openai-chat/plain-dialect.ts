import type { Dialect } from './dialect.ts';
import { chatErrors } from './errors.ts';
import { toCallId } from './to-call-id.ts';

/** What holds of a vendor that nothing else is known of; each says where it differs. */
export function plainDialect(
  own: Pick<Dialect, 'vendor' | 'defaultBaseUrl' | 'toModel'> & Partial<Dialect>,
): Dialect {
  const { requestIdHeader = 'x-request-id' } = own;
  return {
    errors: chatErrors(requestIdHeader),
    requestIdHeader,
    checkPath: '/models',
    shippedModels: [],
    maxTokensField: 'max_tokens',
    asksForUsage: true,
    asksForParallelCalls: false,
    emptyContent: '',
    toCallId,
    ...own,
  };
}
