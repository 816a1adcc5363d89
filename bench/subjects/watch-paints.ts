import type { JSHandle, Page } from '@playwright/test';

/** That the page had painted everything up to this word, and when, in milliseconds since 1970. */
export interface Paint {
  readonly word: number;
  readonly at: number;
}

export interface PaintWatch {
  /** Of the newest answer, since the last time. */
  take(): Promise<readonly Paint[]>;
}

/** Looks once a frame which numbered word is the last on the page: the same work, whatever is compared. */
export async function watchPaints(page: Page): Promise<PaintWatch> {
  const paints: JSHandle<Paint[]> = await page.evaluateHandle(() => {
    const seen: Paint[] = [];
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
        queueMicrotask(look);
      });
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      if (inFrame === -1 || inFrame === seen.at(-1)?.word) return;
      seen.push({ word: inFrame, at: performance.timeOrigin + performance.now() });
    });
    port1.start();
    const onFrame = () => {
      port2.postMessage(null); // arrives when the frame is painted
      requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
    return seen;
  });
  return { take: () => paints.evaluate((seen) => seen.splice(0)) };
}
