import { chatPage } from './support/chat-page.ts';
import { expect, test } from './support/test.ts';

/**
 * The desktop app's own pages in a browser, with a stand-in for the preload script: it hands over a
 * port as that does, whose other end leads to the core of the web door.
 */
function standInForPreload(): void {
  addEventListener('message', ({ source, data, ports }) => {
    if (source !== window) return;
    // The page's end, which in Electron, and only there, hears of the close of the other.
    if (data === 'port')
      Object.assign(window, { cut: () => ports[0]?.dispatchEvent(new Event('close')) });
    if (data !== 'connect') return;
    const { port1, port2 } = new MessageChannel();
    const socket = new WebSocket(new URL('/bridge', location.href.replace(/^http/, 'ws')));
    const opened = new Promise((resolve) => socket.addEventListener('open', resolve));
    port1.addEventListener('message', (message) => {
      void opened.then(() => socket.send(String(message.data)));
    });
    port1.start();
    socket.addEventListener('message', (message) => port1.postMessage(message.data));
    window.postMessage('port', '/', [port2]);
  });
}

test('the page of the window talks through a port, and asks for a new one when it is cut off', async ({
  start,
  signIn,
  context,
}) => {
  const door = await start();
  await (await signIn(door)).close();
  await context.addInitScript(standInForPreload);
  const page = await context.newPage();
  await page.goto(`${door.origin}/desktop.html`);
  const chat = chatPage(page);
  await chat.send('Hello');
  await chat.ended('complete');
  await page.evaluate(() => {
    const { cut } = window as unknown as { cut: () => void }; // the stand-in put it there
    cut();
  });
  await chat.send('Hello again');
  // The first answer has ended already: this waits for the second.
  await expect(page.getByRole('article', { name: /^Tina/ })).toHaveCount(2);
  await chat.ended('complete');
  await page.reload();
  await expect(chat.questions).toHaveCount(2);
});

test('nobody gets in by it who is not signed in', async ({ start }) => {
  const door = await start();
  const { status } = await fetch(`${door.origin}/desktop.html`, { redirect: 'manual' });
  expect(status).toBe(401);
});
