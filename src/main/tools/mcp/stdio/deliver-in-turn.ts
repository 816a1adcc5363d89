/**
 * Hands messages on one by one, and after a note lets whoever got it act on it first. The SDK's client
 * acts on an answer at once but on a note a moment later, and by then has forgotten the request: the
 * last progress of a call, which often lies in one chunk with the answer, would be lost.
 */
export function deliverInTurn<T extends object>(hand: (message: T) => void): (message: T) => void {
  let queue: T[] = [];
  let delivering = false;

  async function deliver(): Promise<void> {
    delivering = true;
    while (queue.length > 0) {
      const batch = queue;
      queue = [];
      for (const message of batch) {
        hand(message);
        // Promises that are settled already, so no time passes and no other event comes in between.
        if ('method' in message) for (let turn = 0; turn < 3; turn++) await Promise.resolve();
      }
    }
    delivering = false;
  }

  return (message) => {
    queue.push(message);
    if (!delivering) void deliver();
  };
}
