import { isRecord } from '../../shared/is-record.ts';

/** Whether the web door still knows this browser. Rejects when the door cannot be reached. */
export async function askSession(): Promise<boolean> {
  const response = await fetch('/auth/session', { cache: 'no-store' });
  const body: unknown = await response.json();
  return response.ok && isRecord(body) && body['signedIn'] === true;
}
