import type { IncomingMessage } from 'node:http';
import { AppError } from '../../../shared/errors.ts';

/** The parsed body; `too-large` as soon as more than `maxBytes` came, `invalid-input` if it is not JSON. */
export async function readJsonBody(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    // Without setEncoding an IncomingMessage yields Buffers only; its type does not say so.
    const buffer = chunk as Buffer;
    bytes += buffer.length;
    if (bytes > maxBytes) throw new AppError('too-large', 'This request is too large.');
    chunks.push(buffer);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    throw new AppError('invalid-input', 'This request is not JSON.', { cause: error });
  }
}
