import { AppError } from '../../../../shared/errors.ts';

/** The server answered, and with something that is no answer to what was asked. */
export function answerUnreadable(server: string, method: string): AppError {
  return new AppError('mcp-connection-failed', 'The server’s answer could not be read.', {
    details: { server, cause: 'answer-unreadable', method },
  });
}
