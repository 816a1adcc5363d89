import { chatPage } from '../e2e/support/chat-page.ts';
import { faultySockets } from '../e2e/support/faulty-sockets.ts';
import { createRandom } from '../e2e/support/random.ts';
import { startFakeAnthropic } from '../e2e/support/start-fake-anthropic.ts';
import type { FakeAnthropic } from '../e2e/support/start-fake-anthropic.ts';
import type { Bench, Row } from './harness/bench.ts';
import { makeFolder } from './harness/make-folder.ts';
import { atMost, growth, milliseconds, mustHold } from './harness/rows.ts';
import { median } from './harness/statistics.ts';
import { withPages } from './harness/with-pages.ts';
import type { Pages } from './harness/with-pages.ts';
import { timedAnswer } from './servers/timed-answer.ts';
import { buildPerDelta } from './subjects/per-delta/build-per-delta.ts';
import { createLane } from './subjects/streaming-page.ts';
import type { Figures, Lane, Load } from './subjects/streaming-page.ts';

const id = 'B-B1';
const rounds = 5;

/** At this pace no delta can be sent at once: the limit of one message per 16 ms comes on top. */
const heldBackMs = 16;

const undrawn: Load = { perSecond: 1000, seconds: 2.5, isDrawn: false };
const loads: readonly Load[] = [
  { perSecond: 100, seconds: 2.5, isDrawn: true },
  { perSecond: 1000, seconds: 2.5, isDrawn: true },
  undrawn,
];
/** Four times as much. */
const long: Load = { ...undrawn, seconds: 10 };

interface Round {
  readonly ours: Figures;
  readonly perDelta: Figures;
}

export const bench: Bench = {
  id,
  description: 'From the vendor’s write to the painted word, against a message for every delta',
  async run() {
    const folder = await makeFolder();
    const vendor = await startFakeAnthropic();
    const environment = { ANTHROPIC_BASE_URL: vendor.url, ANTHROPIC_API_KEY: 'bench' };
    try {
      const door = buildPerDelta(folder.path);
      const rows = await withPages({ environment }, (our) =>
        withPages({ environment, door }, async (their) =>
          compare(await createLane(our.page, vendor), await createLane(their.page, vendor)),
        ),
      );
      return [...rows, await withPages({ environment }, (pages) => underFaults(pages, vendor))];
    } finally {
      await vendor.close();
      await folder.remove();
    }
  },
};

async function compare(ours: Lane, perDelta: Lane): Promise<readonly Row[]> {
  const measured = new Map<Load, Round[]>(loads.map((load) => [load, []]));
  for (let round = -1; round < rounds; round++) {
    for (const load of loads) {
      const figures = { ours: await ours(load), perDelta: await perDelta(load) };
      if (round >= 0) measured.get(load)?.push(figures);
    }
  }
  const four: number[] = [];
  for (let round = 0; round < 3; round++) four.push((await ours(long)).mainThreadMs);
  const short = measured.get(undrawn)?.map((round) => round.ours.mainThreadMs) ?? [];
  return [
    ...[...measured].flatMap(([load, all]) =>
      load.isDrawn ? [paintedRow(load, all), mainThreadRow(load, all)] : [mainThreadRow(load, all)],
    ),
    growth({
      id,
      path: 'main thread without painting',
      n: undrawn.perSecond * undrawn.seconds,
      atN: median(short),
      at4n: median(four),
    }),
  ];
}

/** Messages that are lost, come twice or late, and connections that break off: all of it has to be there at the end. */
async function underFaults({ context, page }: Pages, vendor: FakeAnthropic): Promise<Row> {
  const seed = Date.now() % 1_000_000_007;
  const sockets = await faultySockets(context, createRandom(seed));
  await page.reload(); // its next connection goes through them
  const chat = chatPage(page);
  const timed = timedAnswer(8000, 1000);
  vendor.answerWith(timed.answer);
  await chat.send('Count, please');
  await timed.begun;
  sockets.begin(3);
  await sockets.over;
  await chat.ended('complete');
  const { lost, twice, late, cut } = sockets.met;
  return mustHold({
    id,
    name: 'nothing lost, doubled or out of order under faults',
    holds: (await chat.text()) === timed.text.trim(),
    detail: `${lost} messages lost, ${twice} doubled, ${late} late, ${cut} cuts; seed ${seed}`,
  });
}

function paintedRow({ perSecond }: Load, all: readonly Round[]): Row {
  return atMost({
    id,
    name: `painted at ${perSecond} a second, p50 above a message per delta`,
    figure: median(all.map(({ ours, perDelta }) => ours.p50 - perDelta.p50)),
    unit: 'ms',
    limit: perSecond < 1000 ? 2 + heldBackMs : 2,
    detail: `${both(all, 'p50')}; p95 ${both(all, 'p95')}; ${rounds} rounds`,
  });
}

function mainThreadRow({ perSecond, seconds, isDrawn }: Load, all: readonly Round[]): Row {
  return atMost({
    id,
    name: `main thread at ${perSecond} a second, ${isDrawn ? 'painting and all' : 'without painting'}`,
    figure: median(all.map(({ ours, perDelta }) => ours.mainThreadMs / perDelta.mainThreadMs)),
    unit: '×',
    limit: isDrawn ? 1 : 0.333,
    detail: `${both(all, 'mainThreadMs')} in ${seconds} s`,
  });
}

function both(all: readonly Round[], key: keyof Figures): string {
  const ours = median(all.map((round) => round.ours[key]));
  const perDelta = median(all.map((round) => round.perDelta[key]));
  return `${milliseconds(ours)} against ${milliseconds(perDelta)}`;
}
