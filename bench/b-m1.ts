import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { chatPage } from '../e2e/support/chat-page.ts';
import { launchOptions } from '../scripts/find-browser.ts';
import type { Bench, Row } from './harness/bench.ts';
import { makeFolder } from './harness/make-folder.ts';
import { race } from './harness/race.ts';
import { atMost, milliseconds, mustHold } from './harness/rows.ts';
import { runDoor } from './harness/run-door.ts';
import { median } from './harness/statistics.ts';
import { fillServers } from './subjects/mcp/fill-servers.ts';

const id = 'B-M1';
const rounds = 9;
const servers = 10;
const atOnce = 5;

export const bench: Bench = {
  id,
  description: 'The first paint with ten MCP servers, and five that start at once',
  async run() {
    return [...(await firstPaint()), await fiveAtOnce()];
  },
};

interface Paint {
  /** From the start of the navigation, in ms. */
  readonly paintMs: number;
  /** With the time from the start of the door's process to its link. */
  readonly sinceStartMs: number;
  /** When it was, in ms since 1970. */
  readonly at: number;
}

/** Two data folders in turn, each with a door of its own each time, in a browser that has nothing of it yet. */
async function firstPaint(): Promise<readonly Row[]> {
  const [none, many, noted] = [await makeFolder(), await makeFolder(), await makeFolder()];
  const browser = await chromium.launch(launchOptions);
  try {
    const notes = await fillServers(many.path, {
      count: servers,
      toolsEach: 30,
      oneHangs: true,
      notesDir: noted.path,
    });
    for (const { path } of [none, many])
      await writeFile(join(path, 'settings.json'), JSON.stringify({ welcomed: true }));
    const paints: { readonly without: Paint; readonly withMany: Paint }[] = [];
    for (let round = -2; round < rounds; round++) {
      const pair = {
        without: await paintOf(browser, none.path),
        withMany: await paintOf(browser, many.path),
      };
      if (round >= 0) paints.push(pair);
    }
    const before = notes.flatMap(messagesAt);
    const called = await paintOf(browser, many.path, callTool);
    const after = notes.flatMap(messagesAt);
    const ratioOf = (key: 'paintMs' | 'sinceStartMs') =>
      median(paints.map(({ without, withMany }) => withMany[key] / without[key]));
    const both = (key: 'paintMs' | 'sinceStartMs') =>
      `${milliseconds(median(paints.map(({ withMany }) => withMany[key])))} against ` +
      milliseconds(median(paints.map(({ without }) => without[key])));
    const detail = (key: 'paintMs' | 'sinceStartMs') =>
      `${both(key)}, medians of ${rounds} in turn, one of the servers hangs`;
    return [
      atMost({
        id,
        name: `first paint with ${servers} servers, against none`,
        figure: ratioOf('paintMs'),
        unit: '×',
        limit: 1.25,
        detail: detail('paintMs'),
      }),
      atMost({
        id,
        name: 'the same, with the start of the door to its link',
        figure: ratioOf('sinceStartMs'),
        unit: '×',
        limit: 1.25,
        detail: detail('sinceStartMs'),
      }),
      mustHold({
        id,
        name: 'no server is sent a message before the first paint',
        // Without one after it nobody would know whether they note anything.
        holds: before.length === 0 && after.length > 0 && Math.min(...after) > called.at,
        detail:
          `${before.length} messages in ${rounds + 2} starts; of a call later the first came ` +
          milliseconds(Math.min(...after) - called.at) +
          ' after the paint',
      }),
    ];
  } finally {
    await browser.close();
    await Promise.all([none, many, noted].map((folder) => folder.remove()));
  }
}

/** Starts the door on the folder, signs in and waits for the page's first words, in a browser that has nothing of it. */
async function paintOf(
  browser: Browser,
  dataDir: string,
  then: (page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<Paint> {
  const startedAt = performance.now();
  const door = await runDoor(dataDir);
  const linkMs = performance.now() - startedAt;
  const signedIn = await browser.newContext();
  try {
    const first = await signedIn.newPage();
    await first.goto(door.link);
    await first.waitForURL((url) => url.pathname === '/');
    const fresh = await browser.newContext({ storageState: await signedIn.storageState() });
    const page = await fresh.newPage();
    await page.goto(door.origin);
    await chatPage(page).composer.waitFor();
    const painted = await page.waitForFunction(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    );
    const paintMs = Number(await painted.jsonValue());
    const at = (await page.evaluate(() => performance.timeOrigin)) + paintMs;
    await then(page);
    await fresh.close();
    return { paintMs, at, sinceStartMs: linkMs + paintMs };
  } finally {
    await signedIn.close();
    await door.stop();
  }
}

/** Of the first server, found as one of many; its person is asked. */
async function callTool(page: Page): Promise<void> {
  const chat = chatPage(page);
  await chat.send('Use call_tool with {"name":"archive_0__tool_0","arguments":{"text":"maps"}}');
  await page.getByRole('button', { name: 'Allow once' }).click();
  await chat.ended('complete');
}

/** When a server was sent something, in ms since 1970. */
function messagesAt(file: string): readonly number[] {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').map(Number);
  } catch {
    // It was never started.
    return [];
  }
}

async function fiveAtOnce(): Promise<Row> {
  const measured = await race({
    module: new URL('subjects/mcp-starts.ts', import.meta.url),
    setup: {},
    lanes: [
      { subject: 'host', n: atOnce },
      { subject: 'sdk', n: atOnce },
    ],
    rounds,
  });
  const [ours, theirs] = [
    { subject: 'host', n: atOnce },
    { subject: 'sdk', n: atOnce },
  ];
  return atMost({
    id,
    name: `${atOnce} servers at once until they are ready, against the SDK’s clients`,
    figure: measured.ratio(ours, theirs, ({ wallMs }) => wallMs),
    unit: '×',
    limit: 1.1,
    detail:
      `${milliseconds(measured.wall('host', atOnce))} against ${milliseconds(measured.wall('sdk', atOnce))} ` +
      `until the tools of all are known; ${rounds} rounds`,
  });
}
