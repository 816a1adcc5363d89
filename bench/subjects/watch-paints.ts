import type { Page } from '@playwright/test';

/** That the page had painted everything up to this word, and when, in milliseconds since 1970. */
export interface Paint {
  readonly word: number;
  readonly at: number;
}

export interface PaintWatch {
  begin(): Promise<void>;
  /** Ends it; what was seen of the newest answer. */
  end(): Promise<readonly Paint[]>;
}

/** Looks once a frame which numbered word is the last on the page: the same work, whatever is compared. */
export async function watchPaints(page: Page): Promise<PaintWatch> {
  const watch = await page.evaluateHandle(() => {
    let seen: Paint[] = [];
    let isWatching = false;
    const texts = document.getElementsByClassName('markdown');
    let inFrame = -1;
    const look = () => {
      const text = texts.item(texts.length - 1)?.lastElementChild?.textContent ?? '';
      inFrame = Number(/w(\d+)\s*$/.exec(text)?.[1] ?? -1);
    };
    // What stands there after the last of a frame's callbacks is what the frame paints.
    const request = requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) =>
      request((time) => {
        callback(time);
        if (isWatching) queueMicrotask(look);
      });
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      if (inFrame === -1 || inFrame === seen.at(-1)?.word) return;
      seen.push({ word: inFrame, at: performance.timeOrigin + performance.now() });
    });
    port1.start();
    const onFrame = () => {
      if (!isWatching) return;
      port2.postMessage(null); // arrives when the frame is painted
      requestAnimationFrame(onFrame);
    };
    return {
      begin() {
        seen = [];
        inFrame = -1;
        isWatching = true;
        requestAnimationFrame(onFrame);
      },
      end() {
        isWatching = false;
        return seen;
      },
    };
  });
  return {
    begin: () => watch.evaluate((it) => it.begin()),
    end: () => watch.evaluate((it) => it.end()),
  };
}
