import { ipcRenderer } from 'electron';

/** Hands the page the one port it talks through, and nothing else. `/` means: this origin only. */
ipcRenderer.once('port', (event) => {
  window.postMessage('port', '/', [...event.ports]);
});
