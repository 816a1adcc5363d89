import type { Page } from '@playwright/test';

/** The page’s own work takes so many times as long, as on a small or busy machine. */
export async function slowProcessor(page: Page, times: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: times });
}
