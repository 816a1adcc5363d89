import { AppError } from '../../shared/errors.ts';

/** A person waits at a button, or for a list. */
const timeoutMs = 20_000;

/** `timed-out` if the vendor takes too long over something that is not an answer. */
export async function answerInTime<Result>(
  name: string,
  signal: AbortSignal,
  call: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    return await call(AbortSignal.any([signal, timeout]));
  } catch (error) {
    if (!timeout.aborted || signal.aborted) throw error;
    throw new AppError('timed-out', `${name} did not answer within ${timeoutMs / 1000} seconds.`, {
      situation: 'slow',
      details: { providerName: name, seconds: timeoutMs / 1000 },
      cause: error,
    });
  }
}
