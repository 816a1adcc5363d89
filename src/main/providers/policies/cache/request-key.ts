import { createHash } from 'node:crypto';
import type { ModelRequest } from '../../provider.ts';

/** What is asked of whom, where: the same only for requests that are the same in every word and setting. */
export function requestKey(asked: {
  readonly kind: 'answer' | 'count';
  readonly provider: string;
  readonly baseUrl: string | undefined;
  readonly request: ModelRequest;
}): string {
  const { kind, provider, baseUrl, request } = asked;
  // Artifacts stand in the messages by the hash of their bytes. In which order somebody put the settings together says nothing.
  const { artifacts: _, ...rest } = request;
  const settings = Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([kind, provider, baseUrl, settings]))
    .digest('hex');
}
