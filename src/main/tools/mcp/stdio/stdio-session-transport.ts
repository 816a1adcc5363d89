import { AppError } from '../../../../shared/errors.ts';
import type { SessionTransport } from '../session/session-transport.ts';
import { failureOf, startFailure } from './start-failure.ts';
import type { Ending, StdioTransport } from './stdio-transport.ts';

/** A process as a session sees it. */
export function stdioSessionTransport(
  transport: StdioTransport,
  server: string,
  hide: (text: string) => string,
): SessionTransport {
  return {
    start: () => transport.start(),
    send: (message) => transport.send(message),
    close: (how) => transport.close(how),
    get onMessage() {
      return transport.onmessage;
    },
    set onMessage(listener) {
      // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a transport of MCP has this one place for it
      transport.onmessage = listener;
    },
    ended: transport.ended.then((ending) => (ending.expected ? null : crashed(server, ending))),
    startFailure: (because) => startFailure(server, failureOf(transport.attempt()), hide, because),
  };
}

function crashed(server: string, { code, signal, stderrTail }: Ending): AppError {
  return new AppError('mcp-connection-failed', 'The server ended.', {
    retryable: true,
    details: { server, cause: 'crashed', code, signal, stderrTail },
  });
}
