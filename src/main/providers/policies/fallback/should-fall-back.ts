import { isBudgetSituation } from '../../../../shared/error-situations.ts';
import type { ErrorCode, WireError } from '../../../../shared/errors.ts';
import { causeOf } from '../retry/retry-rules.ts';

/** Another model can help: the request is fine, whoever was asked cannot answer it. */
const helped: ReadonlySet<ErrorCode> = new Set([
  'provider-unavailable',
  'rate-limited',
  'quota-exceeded',
  'authentication-failed',
  'permission-denied',
  'unknown-provider',
  'unknown-model',
  'network-failed',
  'timed-out',
  'stream-stalled',
  'stream-truncated',
  'bad-response',
  'provider-failed',
]);

/**
 * Whether the next model is asked after that error. A conversation that is too long goes only to a model
 * that takes in more; what is unknown is taken for too little. `windows`: in tokens.
 */
export function shouldFallBack(
  error: WireError,
  windows: { readonly from: number | undefined; readonly to: number | undefined },
): boolean {
  const { code, details } = causeOf(error);
  if (isBudgetSituation(details?.['situation'])) return false;
  if (code === 'context-overflow')
    return windows.from !== undefined && windows.to !== undefined && windows.to > windows.from;
  return helped.has(code);
}
