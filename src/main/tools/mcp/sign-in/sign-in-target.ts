import type { HttpTransport } from '../../../../shared/contract/mcp-server.ts';
import type { ServerLog } from '../logs/server-log.ts';

/** A server at an address, as it is to be asked now. */
export interface SignInTarget {
  /** Its id. */
  readonly server: string;
  readonly url: string;
  readonly oauth: HttpTransport['oauth'];
  readonly clientSecret: string | undefined;
  readonly log: Pick<ServerLog, 'add' | 'keepOut'>;
}
