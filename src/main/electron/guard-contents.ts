import { app } from 'electron';
import { isPageOf } from './pages.ts';
import type { Windows } from './windows.ts';

/** Whatever shows a page stays on the page of its window. Links leave for the system's browser. */
export function guardContents(
  roleOf: Windows['roleOf'],
  openLink: (address: string) => void,
): void {
  app.on('web-contents-created', (_created, contents) => {
    const isOwnPage = (url: string) => {
      const role = roleOf(contents);
      return role !== undefined && isPageOf(role, url);
    };
    contents.setWindowOpenHandler(({ url }) => {
      openLink(url);
      return { action: 'deny' };
    });
    contents.on('will-navigate', (event) => {
      if (isOwnPage(event.url)) return;
      event.preventDefault();
      openLink(event.url);
    });
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame || !isOwnPage(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('select-bluetooth-device', (event, _devices, callback) => {
      event.preventDefault();
      callback('');
    });
  });
  app.on('select-client-certificate', (event, _contents, _url, _certificates, callback) => {
    event.preventDefault();
    callback();
  });
}
