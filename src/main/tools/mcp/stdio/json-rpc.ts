import { isRecord } from '../../../../shared/is-record.ts';

export type RequestId = string | number;

/** A message of JSON-RPC 2.0, as far as a transport looks into it. */
export interface JsonRpcMessage {
  readonly jsonrpc: '2.0';
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

/**
 * Undefined for a line that is none: what a program prints beside its messages. Parsed in one go: 12 MB
 * of text take 10 ms, of many small objects 200.
 */
export function parseMessage(line: string): JsonRpcMessage | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isMessage(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** One message, or several in a list, as 2025-03-26 allows it over HTTP; undefined: it is neither. */
export function parseMessages(text: string): readonly JsonRpcMessage[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (isMessage(value)) return [value];
    return Array.isArray(value) && value.length > 0 && value.every(isMessage) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The rest is the client's to check. */
function isMessage(value: unknown): value is JsonRpcMessage {
  return isRecord(value) && value['jsonrpc'] === '2.0';
}

export function idOf(value: unknown): RequestId | undefined {
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

/** Which requests wait for an answer. */
export interface OpenRequests {
  sent(message: JsonRpcMessage): void;
  received(message: JsonRpcMessage): void;
  /** False if nobody waits for that answer. */
  take(id: RequestId): boolean;
}

export function createOpenRequests(): OpenRequests {
  const open = new Set<unknown>();
  return {
    sent({ id, method, params }) {
      if (method === 'notifications/cancelled' && isRecord(params))
        open.delete(params['requestId']);
      else if (method !== undefined && idOf(id) !== undefined) open.add(id);
    },
    received({ id, method }) {
      if (method === undefined) open.delete(id);
    },
    take: (id) => open.delete(id),
  };
}
