/** The requests that wait for an answer of one connection. */
export interface InFlight {
  readonly size: number;
  /** Runs `work` until it ends, the caller leaves or the connection is lost; what comes later is ignored. */
  run<T>(work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** All that wait reject at once with this, and whatever is run later. */
  lose(error: Error): void;
}

export function createInFlight(): InFlight {
  const waiting = new Set<(error: Error) => void>();
  let lost: Error | undefined;
  return {
    get size() {
      return waiting.size;
    },
    run(work, caller) {
      return new Promise((resolve, reject) => {
        if (lost !== undefined) return reject(lost);
        if (caller?.aborted === true) return reject(caller.reason as Error); // whatever the caller gave
        const controller = new AbortController();
        const over = () => {
          waiting.delete(leave);
          caller?.removeEventListener('abort', onAbort);
        };
        const leave = (error: Error) => {
          over();
          reject(error);
          controller.abort(error);
        };
        const onAbort = () => leave(caller?.reason as Error); // as above
        caller?.addEventListener('abort', onAbort, { once: true });
        waiting.add(leave);
        const working = async () => work(controller.signal); // what it throws at once is a rejection, too
        working().then(
          (result) => {
            over();
            resolve(result);
          },
          (error: unknown) => {
            over();
            reject(error);
          },
        );
      });
    },
    lose(error) {
      lost ??= error;
      for (const leave of [...waiting]) leave(error);
    },
  };
}
