import { z } from 'zod';
import type { Instance } from './instance-file.ts';

const answerSchema = z.object({ link: z.string() });
const patienceMs = 2000;

/** A fresh sign-in link from the Tina that runs already; undefined if it does not answer. */
export async function askRunningInstance(instance: Instance): Promise<string | undefined> {
  const origin = `http://127.0.0.1:${instance.port}`;
  try {
    const response = await fetch(`${origin}/instance/sign-in-link`, {
      method: 'POST',
      headers: { authorization: `Bearer ${instance.secret}`, 'content-type': 'application/json' },
      body: '{}',
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    if (!response.ok) return undefined;
    const { link } = answerSchema.parse(await response.json());
    return link.startsWith(`${origin}/`) ? link : undefined;
  } catch {
    return undefined;
  }
}
