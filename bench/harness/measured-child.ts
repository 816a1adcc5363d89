import { isRecord } from '../../src/shared/is-record.ts';
import type { Measurement, Setup, Subjects } from './subject.ts';

/** Runs one subject, a round per message, and answers with what the round cost this process. */
const [moduleUrl = '', name = '', setup = '{}'] = process.argv.slice(2);
// Our own file, named by race.ts.
const { subjects } = (await import(moduleUrl)) as { readonly subjects: Subjects };
const create = subjects[name];
if (create === undefined) throw new Error(`${moduleUrl} has no subject ${name}`);
const subject = await create(JSON.parse(setup) as Setup);
let rounds = Promise.resolve();

// Whoever asked is gone, or is done with us.
process.once('disconnect', () => process.exit());
process.on('message', (message: unknown) => {
  rounds = rounds.then(() => answer(message));
});
process.send?.({ type: 'ready' });

async function answer(message: unknown): Promise<void> {
  if (!isRecord(message) || typeof message['n'] !== 'number') {
    await subject.close?.();
    return process.disconnect();
  }
  try {
    process.send?.({ type: 'measured', ...(await measure(message['n'])) });
  } catch (error) {
    process.send?.({
      type: 'failed',
      reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
}

async function measure(n: number): Promise<Measurement> {
  await subject.prepare?.(n);
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const figures = (await subject.run(n)) ?? {};
  const wallMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  subject.check?.(n);
  return { cpuMs: (user + system) / 1000, wallMs, figures };
}
