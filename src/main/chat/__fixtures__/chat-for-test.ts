import { onTestFinished } from 'vitest';
import { openChat } from './open-chat.ts';

/** A chat for the test that runs or is about to; it is closed, and its folder goes, at the test's end. */
export async function chatForTest(options?: Parameters<typeof openChat>[0]) {
  const open = await openChat(options);
  onTestFinished(async () => {
    await open.close();
    await open.remove();
  });
  return open;
}
