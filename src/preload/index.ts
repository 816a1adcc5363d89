import { ipcRenderer } from 'electron';

// Fetches the page the one port it talks through, each time it asks. `/` means: this origin only.
addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
  if (source === window && data === 'connect') ipcRenderer.send('connect');
});
ipcRenderer.on('port', ({ ports }) => window.postMessage('port', '/', [...ports]));
