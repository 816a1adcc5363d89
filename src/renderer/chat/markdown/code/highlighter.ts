import { systemClock } from '../../../../shared/clock.ts';
import { trustedScriptUrl } from '../../../ui/trusted-script-url.ts';
import { createHighlighter } from './create-highlighter.ts';
import type { HighlightReply } from './highlight-messages.ts';
import workerUrl from './highlight-worker.ts?worker&url';

/** The page's one. Its worker starts with the first code there is to colour. */
export const highlighter = createHighlighter({
  clock: systemClock,
  openWorker(onReply, onFailure) {
    const worker = new Worker(trustedScriptUrl(workerUrl), { type: 'module', name: 'highlight' });
    worker.addEventListener('message', ({ data }: MessageEvent<HighlightReply>) => onReply(data));
    worker.addEventListener('error', onFailure);
    return {
      send: (request) => worker.postMessage(request, { transfer: [] }),
      end: () => worker.terminate(),
    };
  },
});
