import { AppError } from '../../../../shared/errors.ts';

export function notConnected(
  server: string,
  cause: 'consent-missing' | 'config-invalid',
  message: string,
  facts: object = {},
): AppError {
  return new AppError('mcp-connection-failed', message, { details: { server, cause, ...facts } });
}

export function consentMissing(server: string): AppError {
  return notConnected(server, 'consent-missing', 'Nobody has agreed to what this server runs.');
}
