import type { HighlightReply, HighlightRequest } from './highlight-messages.ts';
import { openCode } from './tokenize-code.ts';

// Code is coloured here, away from the page: a grammar's expressions may take any time they like.

/** A worker's: the page's asks for an origin. */
const say = (reply: HighlightReply) => postMessage(reply, { transfer: [] });

addEventListener('message', ({ data }: MessageEvent<HighlightRequest>) => {
  void colour(data); // a failure of ours reaches the page as an error of the worker
});

async function colour({ id, grammar, text }: HighlightRequest): Promise<void> {
  const code = await openCode(grammar, text);
  say({ type: 'begun', id });
  for (let pieces = code.next(); pieces !== undefined; pieces = code.next())
    say({ type: 'pieces', id, pieces });
  say({ type: 'done', id });
}
