import type { BrowserWindow } from 'electron';

/** How long a page may take to put down what it has. */
const patienceMs = 500;

/** Closes a window in a way that lets its page put away what it holds; resolves once it is gone. */
export function closeWindow(window: BrowserWindow): Promise<void> {
  return new Promise((resolve) => {
    if (window.isDestroyed()) return resolve();
    const timer = setTimeout(() => window.destroy(), patienceMs);
    window.once('closed', () => {
      clearTimeout(timer);
      resolve();
    });
    window.close();
  });
}
