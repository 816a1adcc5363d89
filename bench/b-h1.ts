import type { CDPSession, Page } from '@playwright/test';
import type { Bench } from './harness/bench.ts';
import { atMost, rounded } from './harness/rows.ts';
import { median } from './harness/statistics.ts';
import { withPages } from './harness/with-pages.ts';
import { startVendorServer } from './servers/start-vendor-server.ts';
import { fillStore } from './subjects/fill-store.ts';

const id = 'B-H1';
/** Of one answer: 100 a second. */
const pieces = 1500;
/** Caches fill and code is compiled in the first ones. */
const warmUps = 2;

interface Sample {
  readonly minute: number;
  readonly heapMb: number;
  readonly nodes: number;
  readonly listeners: number;
}

export const bench: Bench = {
  id,
  description: 'The page’s heap while answers are streamed for 30 minutes (--minutes=N)',
  alone: true,
  async run({ minutes }) {
    const vendor = await startVendorServer();
    const environment = {
      ANTHROPIC_BASE_URL: `${vendor.at('anthropic')}/paced/${pieces}`,
      ANTHROPIC_API_KEY: 'bench',
    };
    try {
      const samples = await withPages({ environment, fill }, ({ page }) => soak(page, minutes));
      return [
        rise(samples, 'heap', 'MB', ({ heapMb }) => heapMb),
        rise(samples, 'DOM nodes', 'nodes', ({ nodes }) => nodes),
        rise(samples, 'event listeners', 'listeners', ({ listeners }) => listeners),
      ];
    } finally {
      await vendor.close();
    }
  },
};

/** So many conversations that one more does not make the list longer than it is drawn. */
const fill = (dataDir: string) => fillStore(dataDir, 10_000);

/** Answer after answer, each in a conversation of its own; measured between them, when nothing is shown. */
async function soak(page: Page, minutes: number): Promise<readonly Sample[]> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const samples: Sample[] = [];
  let startedAt = performance.now();
  for (let round = -warmUps; minute() < minutes || samples.length < 4; round++) {
    if (round === 0) startedAt = performance.now();
    await page.goto(`${new URL(page.url()).origin}/#/`);
    const composer = page.getByRole('textbox', { name: 'Message', exact: true });
    await composer.fill(`Question ${round}`);
    await composer.press('Enter');
    await page.waitForURL(/#\/chat\//);
    const answer = page.getByRole('article', { name: /^Tina/ }).last();
    await answer.and(page.locator('[data-status="complete"]')).waitFor({ timeout: 120_000 });
    await page.goto(`${new URL(page.url()).origin}/#/`);
    await page.locator('[data-message-id]').first().waitFor({ state: 'detached' });
    if (round >= 0) samples.push({ minute: minute(), ...(await measure(devtools)) });
  }
  return samples;

  function minute(): number {
    return (performance.now() - startedAt) / 60_000;
  }
}

async function measure(devtools: CDPSession): Promise<Omit<Sample, 'minute'>> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const of = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? NaN;
  return {
    heapMb: of('JSHeapUsedSize') / 1e6,
    nodes: of('Nodes'),
    listeners: of('JSEventListeners'),
  };
}

/** The last quarter against the first. */
function rise(
  samples: readonly Sample[],
  what: string,
  unit: string,
  value: (sample: Sample) => number,
) {
  const quarter = Math.ceil(samples.length / 4);
  const first = median(samples.slice(0, quarter).map(value));
  const last = median(samples.slice(-quarter).map(value));
  return atMost({
    id,
    name: `${what}: last quarter of the time against the first`,
    figure: last / first,
    unit: '×',
    limit: 1.1,
    detail:
      `${rounded(first)} to ${rounded(last)} ${unit} in ${rounded(samples.at(-1)?.minute ?? 0)} minutes, ` +
      `${samples.length} answers; ${rounded(slope(samples, value))} ${unit} a minute`,
  });
}

/** By least squares. */
function slope(samples: readonly Sample[], value: (sample: Sample) => number): number {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, each) => sum + each, 0) / values.length;
  const [time, level] = [mean(samples.map(({ minute }) => minute)), mean(samples.map(value))];
  const top = mean(samples.map((each) => (each.minute - time) * (value(each) - level)));
  return top / mean(samples.map(({ minute }) => (minute - time) ** 2));
}
