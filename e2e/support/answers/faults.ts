import { closing, delta, beginStream, opening, sse, write } from './sse.ts';
import type { Answer } from '../start-fake-anthropic.ts';

/** The ways in which servers, proxies and networks fail, one each. */

/** Takes the question and says nothing. */
export const silence: Answer = () => undefined;

/** Says that it will answer, and does not. */
export const silenceAfterHeaders: Answer = (response) => beginStream(response);

/** Falls silent in the middle, the connection stays open. */
export function stallAfter(text: string): Answer {
  return (response) => {
    beginStream(response);
    response.write(opening + delta(text));
  };
}

/** Ends politely in the middle of the answer: nothing on the network looks wrong. */
export function endAfter(text: string): Answer {
  return (response) => {
    beginStream(response);
    response.end(opening + delta(text));
  };
}

/** The connection breaks in the middle of the answer. */
export function cutAfter(text: string): Answer {
  return (response) => {
    beginStream(response);
    response.write(opening + delta(text), () => response.destroy());
  };
}

/** A login page or a proxy's excuse, with all signs of success. */
export function htmlWithStatus200(secret: string): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><p>${secret}</p>`);
  };
}

export function refuse(
  status: number,
  error: { type: string; message: string },
  headers: Record<string, string> = {},
): Answer {
  return (response) => {
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify({ type: 'error', error, request_id: 'req_fake' }));
  };
}

export function redirectTo(location: string): Answer {
  return (response) => {
    response.writeHead(307, { location }).end();
  };
}

/** An event that is no JSON. */
export function garbleAfter(text: string): Answer {
  return (response) => {
    beginStream(response);
    response.end(
      `${opening}${delta(text)}event: content_block_delta\ndata: {"type":"content_block_delta","ind\n\n`,
    );
  };
}

/** The vendor says in mid-answer that it cannot go on. */
export function errorAfter(text: string): Answer {
  return (response) => {
    beginStream(response);
    const error = { type: 'overloaded_error', message: 'Overloaded' };
    response.end(opening + delta(text) + sse({ type: 'error', error }));
  };
}

/** Every byte is a packet of its own, so that each longer character is cut. */
export function byteByByte(text: string): Answer {
  return async (response) => {
    beginStream(response);
    response.socket?.setNoDelay(true);
    for (const byte of Buffer.from(opening + delta(text) + closing)) {
      await new Promise((resolve) => response.write(Buffer.of(byte), resolve));
    }
    response.end();
  };
}

/** A line that does not end before `bytes`. */
export function hugeLine(text: string, bytes: number): Answer {
  return async (response) => {
    beginStream(response);
    await write(
      response,
      `${opening}${delta(text)}data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"`,
    );
    const piece = Buffer.alloc(1024 * 1024, 'x');
    for (let written = 0; written < bytes && !response.destroyed; written += piece.length)
      await write(response, piece);
    response.end('"}}\n\n');
  };
}

/** More events than any answer has, each as small as can be. */
export function tinyEvents(text: string, count: number): Answer {
  return async (response) => {
    beginStream(response);
    await write(response, opening + delta(text));
    const together = 1000;
    const piece = delta('y ').repeat(together);
    for (let written = 0; written < count && !response.destroyed; written += together)
      await write(response, piece);
    response.end();
  };
}

/** Signs of life without end, and nothing else. */
export function pings(text: string, count: number): Answer {
  return async (response) => {
    beginStream(response);
    await write(response, opening + delta(text));
    const together = 1000;
    const piece = sse({ type: 'ping' }).repeat(together);
    for (let written = 0; written < count && !response.destroyed; written += together)
      await write(response, piece);
    response.end();
  };
}
