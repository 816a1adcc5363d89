import { adapters } from './adapters.ts';
import { request } from './scripted-provider.ts';

/**
 * Run as a process of its own: asks the adapter named once at the address of a short answer, then at the address
 * of the one to measure, and prints how that ended and how much memory it took at most.
 */
const [id, shortUrl, url] = process.argv.slice(2);
const adapter = adapters.find(({ entry }) => entry.id === id);
if (adapter === undefined) throw new Error(`There is no adapter ${id ?? ''}.`);
const { entry, model, path } = adapter;
const create = await entry.load();
await readAnswer(shortUrl ?? '');
const before = process.memoryUsage.rss();
const answer = await readAnswer(url ?? '');
process.stdout.write(JSON.stringify({ ...answer, grownBy: answer.most - before }));

async function readAnswer(baseUrl: string) {
  let end: unknown;
  let batches = 0;
  let parts = 0;
  let most = process.memoryUsage.rss();
  const provider = create({ apiKey: 'key', baseUrl: baseUrl + path });
  const { signal } = new AbortController();
  for await (const batch of provider.stream({ ...request, model }, { signal })) {
    batches++;
    parts += batch.length;
    if (batches % 20 === 0) most = Math.max(most, process.memoryUsage.rss());
    const last = batch.at(-1);
    if (last?.type === 'finish') end = last.reason;
    if (last?.type === 'error') end = last.error.code;
  }
  return { end, batches, parts, most: Math.max(most, process.memoryUsage.rss()) };
}
