import type { TFunction } from 'i18next';
import type { WireError } from '../../../shared/errors.ts';
import { sayError } from '../../i18n/say-core.ts';

/** Why nobody could sign in, as far as this page has words of its own for it. */
const faults = [
  'sign-in-not-offered',
  'metadata-unreadable',
  'resource-mismatch',
  'issuer-mismatch',
  'endpoint-refused',
  'pkce-missing',
  'client-id-needed',
  'client-refused',
  'authorization-moved',
  'authorization-unreachable',
  'answer-mismatch',
  'sign-in-declined',
  'sign-in-refused',
  'sign-in-too-late',
] as const;

export function sayFault(error: Pick<WireError, 'code' | 'message' | 'details'>, t: TFunction) {
  const { cause, host } = error.details ?? {};
  const fault = faults.find((one) => one === cause);
  if (fault === undefined) return sayError(error);
  return t(`servers.signIn.faults.${fault}`, {
    host: typeof host === 'string' ? host : t('servers.signIn.somebody'),
  });
}
