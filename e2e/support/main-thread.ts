import type { Page } from '@playwright/test';

export interface MainThread {
  /** Seconds of work the page's main thread has done so far, however busy the machine was. */
  seconds(): Promise<number>;
}

export async function watchMainThread(page: Page): Promise<MainThread> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return {
    async seconds() {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
    },
  };
}
