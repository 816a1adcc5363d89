import type { AttemptPage } from '../store/store.ts';

/**
 * Requests as a table for a spreadsheet: one line each, CRLF, commas, UTF-8. Names come from vendors, and a
 * spreadsheet takes a cell that begins with one of `= + - @` for a formula, so those get an apostrophe before.
 */
export const csvHeader = `${[
  'started_at',
  'provider',
  'provider_name',
  'model',
  'conversation_id',
  'conversation',
  'outcome',
  'http_status',
  'request_id',
  'attempt',
  'key_last4',
  'first_byte_ms',
  'duration_ms',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'reasoning_tokens',
  'cost_usd',
].join(',')}\r\n`;

/** An empty `providerName`: nobody knows it any more. */
export function csvLine(attempt: AttemptPage['attempts'][number], providerName: string): string {
  const cells = [
    new Date(attempt.startedAt).toISOString(),
    textCell(attempt.provider),
    textCell(providerName),
    textCell(attempt.model),
    textCell(attempt.conversationId),
    textCell(attempt.title),
    textCell(attempt.outcome),
    numberCell(attempt.httpStatus),
    textCell(attempt.requestId),
    numberCell(attempt.attemptNumber),
    textCell(attempt.keyLast4),
    numberCell(attempt.firstByteMs),
    numberCell(attempt.durationMs),
    numberCell(attempt.inputTokens),
    numberCell(attempt.outputTokens),
    numberCell(attempt.cacheReadTokens),
    numberCell(attempt.cacheWriteTokens),
    numberCell(attempt.reasoningTokens),
    usdCell(attempt.costNanoUsd),
  ];
  return `${cells.join(',')}\r\n`;
}

function textCell(text: string | null): string {
  if (text === null) return '';
  const harmless = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function numberCell(value: number | null): string {
  return value === null ? '' : String(value);
}

/** Without an exponent, which small numbers would get. */
function usdCell(nanoUsd: number | null): string {
  if (nanoUsd === null) return '';
  return (nanoUsd / 1e9).toFixed(9).replace(/\.?0+$/, '');
}
