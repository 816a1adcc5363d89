import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { budgets, weigh } from '../scripts/size/budgets.ts';
import { pageGraph } from '../scripts/size/page-graph.ts';
import type { Bench, Row } from './harness/bench.ts';
import { atMost, milliseconds, mustHold, rounded } from './harness/rows.ts';
import { median } from './harness/statistics.ts';
import { withPages } from './harness/with-pages.ts';
import type { Pages } from './harness/with-pages.ts';

const id = 'B-T2';
const rounds = 11;
const folder = fileURLToPath(new URL('../out/renderer', import.meta.url));

/** Words that stand in the code of what has to come late, however it was bundled. */
const lateMarks = { markdown: 'Infinite loop on byte', popups: 'base-ui-' };

export const bench: Bench = {
  id,
  description: 'What the pages weigh, and when they can be used',
  async run() {
    return [...budgets.map(({ page }) => size(page)), ...withoutLate(), await interactive()];
  },
};

function size(page: string): Row {
  const budget = budgets.find((each) => each.page === page);
  if (budget === undefined) throw new Error(`no budget for ${page}`);
  const { kb, limitKb, pieces } = weigh(budget);
  const whole = pageGraph(folder, page, budget.alsoAtOnce);
  const wholeKb = whole.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0) / 1000;
  return atMost({
    id,
    name: `${page}: scripts until it is there, gzip`,
    figure: kb,
    unit: 'KB',
    limit: limitKb,
    detail: `${pieces.length} files; ${rounded(wholeKb)} KB with styles and HTML`,
  });
}

function withoutLate(): readonly Row[] {
  const first = pageGraph(folder, 'index.html').filter(({ name }) => name.endsWith('.js'));
  return Object.entries(lateMarks).map(([what, mark]) => {
    const holds = (name: string) => readFileSync(join(folder, name), 'utf8').includes(mark);
    // In none at all would mean that the mark is wrong.
    if (!readdirSync(join(folder, 'assets')).some((name) => holds(join('assets', name))))
      throw new Error(`no chunk holds ${mark}`);
    const wrong = first.filter(({ name }) => holds(name));
    return mustHold({
      id,
      name: `index.html: ${what} come late`,
      holds: wrong.length === 0,
      detail:
        wrong.length === 0 ? 'not in its first scripts' : wrong.map(({ name }) => name).join(', '),
    });
  });
}

/** Both pages in turn, each in a browser that has nothing of it yet. */
function interactive(): Promise<Row> {
  return withPages({}, async (pages) => {
    const times = { main: [] as number[], quick: [] as number[] };
    for (let round = -2; round < rounds; round++) {
      const measured = {
        main: await untilInteractive(pages, '/'),
        quick: await untilInteractive(pages, '/quick'),
      };
      if (round < 0) continue;
      times.main.push(measured.main);
      times.quick.push(measured.quick);
    }
    return atMost({
      id,
      name: 'quick prompt interactive against the main page',
      figure: median(times.quick.map((quick, round) => quick / (times.main[round] ?? NaN))),
      unit: '×',
      limit: 0.5,
      detail: `${milliseconds(median(times.quick))} against ${milliseconds(median(times.main))}, medians of ${rounds}`,
    });
  });
}

/** From the start of the navigation until a field has the focus and takes care of Enter itself. */
async function untilInteractive(
  { browser, context, origin }: Pages,
  path: string,
): Promise<number> {
  const fresh = await browser.newContext({ storageState: await context.storageState() });
  try {
    await fresh.addInitScript(() => {
      const press = () => {
        const field = document.activeElement;
        const enter = new KeyboardEvent('keydown', {
          key: 'Enter',
          bubbles: true,
          cancelable: true,
        });
        if (field instanceof HTMLTextAreaElement && !field.dispatchEvent(enter))
          performance.mark('interactive');
        else setTimeout(press, 1);
      };
      press();
    });
    const page = await fresh.newPage();
    await page.goto(origin + path, { waitUntil: 'commit' });
    const marked = await page.waitForFunction(
      () => performance.getEntriesByName('interactive')[0]?.startTime,
    );
    return Number(await marked.jsonValue());
  } finally {
    await fresh.close();
  }
}
