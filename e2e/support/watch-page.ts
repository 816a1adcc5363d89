import type { Page } from '@playwright/test';

export interface PageWatch {
  /** Addresses it asked that are not the door's. */
  readonly foreign: readonly string[];
  /** Uncaught errors, and errors and warnings on its console: a refused script or request is one of them. */
  readonly complaints: readonly string[];
}

export function watchPage(page: Page, origin: string): PageWatch {
  const foreign: string[] = [];
  const complaints: string[] = [];
  const { host } = new URL(origin);
  const look = (address: string) => {
    const url = new URL(address);
    const isOurs = url.protocol === 'data:' || url.protocol === 'blob:' || url.host === host;
    if (!isOurs) foreign.push(address);
  };
  page.on('request', (request) => look(request.url()));
  page.on('websocket', (socket) => look(socket.url()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    const isComplaint = message.type() === 'error' || message.type() === 'warning';
    if (isComplaint && !isConnectionLost.test(message.text())) complaints.push(message.text());
  });
  return { foreign, complaints };
}

/** What browsers say themselves when a server is gone: tests end the door while its page is open. */
const isConnectionLost =
  /net::ERR_CONNECTION_|^WebSocket connection to |^WebSocket is already in CLOSING or CLOSED state/;
