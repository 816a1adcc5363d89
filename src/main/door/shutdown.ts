/** What of `process` a clean end needs. */
interface EndableProcess {
  on(
    event: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'uncaughtException',
    listener: (reason: unknown) => void,
  ): unknown;
  removeAllListeners(event: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): unknown;
  exit(code: number): void;
  readonly stderr: { write(text: string): unknown };
}

export interface Shutdown {
  /** Registers what has to be let go, newest first. During the end it is let go at once. */
  readonly onStop: (run: () => Promise<void> | void) => void;
  /** Lets go of everything and exits with `code`; later calls change nothing. */
  stop(code: number): Promise<void>;
  /** Once more the only listener of the signals: for whoever imported something after this was created. */
  takeSignals(): void;
}

/** Whatever hangs, the process is gone within 5 s of the signal. */
const patienceMs = 4500;

/**
 * Ends the process cleanly on SIGINT, SIGTERM, a closed terminal or a bug nobody caught; a second
 * signal ends it now. What fails on the way goes to `onError`.
 */
export function createShutdown(
  target: EndableProcess,
  onError: (error: unknown) => void,
): Shutdown {
  const steps: (() => Promise<void> | void)[] = [];
  let exitCode: number | undefined;

  async function stop(code: number): Promise<void> {
    if (exitCode !== undefined) return;
    exitCode = code;
    setTimeout(() => target.exit(1), patienceMs).unref();
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) await runStep(step);
    target.exit(exitCode);
  }

  async function runStep(step: () => Promise<void> | void): Promise<void> {
    try {
      await step();
    } catch (error) {
      onError(error);
      // The others still have to be let go; the code says that it was not clean.
      exitCode = 1;
    }
  }

  function takeSignals(): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      // conf brings when-exit, which sends each signal to the process once more: that would be the second.
      target.removeAllListeners(signal);
      target.on(signal, () => {
        if (exitCode !== undefined) target.exit(1);
        else void stop(0); // Never rejects: `runStep` catches.
      });
    }
  }

  takeSignals();
  target.on('uncaughtException', (error) => {
    onError(error);
    target.stderr.write(
      `Tina ended because of a mistake of ours (${error instanceof Error ? error.name : 'unknown'}).\n`,
    );
    void stop(1); // Never rejects: `runStep` catches.
  });

  return {
    onStop(run) {
      if (exitCode === undefined) steps.push(run);
      else void runStep(run); // Never rejects.
    },
    stop,
    takeSignals,
  };
}
