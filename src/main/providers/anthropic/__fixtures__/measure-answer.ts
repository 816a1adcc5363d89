import { createAnthropic } from '../anthropic.ts';
import { request } from './ask.ts';

/**
 * Run as a process of its own: asks once at the address of a short answer, then at the address of
 * the one to measure, and prints how that ended and how much memory it took at most.
 */
const [shortUrl, url] = process.argv.slice(2);
await readAnswer(shortUrl);
const before = process.memoryUsage.rss();
const answer = await readAnswer(url);
process.stdout.write(JSON.stringify({ ...answer, grownBy: answer.most - before }));

async function readAnswer(baseUrl: string | undefined) {
  let end: unknown;
  let batches = 0;
  let parts = 0;
  let most = process.memoryUsage.rss();
  const provider = createAnthropic({ apiKey: 'key', baseUrl });
  for await (const batch of provider.stream(request, { signal: new AbortController().signal })) {
    batches++;
    parts += batch.length;
    if (batches % 20 === 0) most = Math.max(most, process.memoryUsage.rss());
    const last = batch.at(-1);
    if (last?.type === 'finish') end = last.reason;
    if (last?.type === 'error') end = last.error.code;
  }
  return { end, batches, parts, most: Math.max(most, process.memoryUsage.rss()) };
}
