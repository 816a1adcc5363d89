import type { BrowserContext } from '@playwright/test';

/**
 * Every message between the context's pages and the door takes this much longer, each way. A test that
 * acts before the page is there passes on a fast machine; here it does not.
 */
export async function slowBridge(context: BrowserContext, ms: number): Promise<void> {
  await context.routeWebSocket(/\/bridge$/, (page) => {
    const door = page.connectToServer();
    const later = (act: () => void) => void setTimeout(act, ms); // timers of one length keep their order
    page.onMessage((message) => later(() => door.send(message)));
    door.onMessage((message) => later(() => page.send(message)));
    page.onClose((code, reason) => void door.close(closing(code, reason)));
    door.onClose((code, reason) => later(() => void page.close(closing(code, reason))));
  });
}

/** Codes that a page may not send, such as that of a connection that broke, are left out. */
function closing(code: number | undefined, reason: string | undefined) {
  const isOurs = code === 1000 || (code !== undefined && code >= 3000 && code < 5000);
  return isOurs ? { code, ...(reason === undefined ? {} : { reason }) } : {};
}
