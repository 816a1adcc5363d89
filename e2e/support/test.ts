import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import type { StreamTimeouts } from '../../src/shared/contract/settings.ts';
import { chatPage, type ChatPage } from './chat-page.ts';
import { createRandom, pickSeed } from './random.ts';
import { slowBridge } from './slow-bridge.ts';
import { slowProcessor } from './slow-processor.ts';
import { startDoor, type Door, type DoorOptions } from './start-door.ts';
import { startFakeAnthropic, type FakeAnthropic } from './start-fake-anthropic.ts';
import { watchPage } from './watch-page.ts';

type FakeOptions = Partial<DoorOptions> & { readonly timeouts?: StreamTimeouts };

interface Opened {
  readonly door: Door;
  readonly page: Page;
}

interface Fixtures {
  /** Whether whoever starts Tina has been through its first steps; `test.use({ welcomed: false })`. */
  readonly welcomed: boolean;
  /** Whether the connection may be slowed, see below; not where a test does something of its own to it. */
  readonly slowable: boolean;
  /** A data folder of this test's own. */
  readonly dataDir: string;
  /** Starts the door on it; what still runs at the end is ended. */
  readonly start: (options?: Partial<DoorOptions>) => Promise<Door>;
  readonly fake: FakeAnthropic;
  /** Starts the door with the fake server behind it. */
  readonly startWithFake: (options?: FakeOptions) => Promise<Door>;
  /** Signs a browser in; its page may ask only the door, and must not complain. */
  readonly signIn: (door: Door, context?: BrowserContext) => Promise<Page>;
  /** Starts the door and goes to this path of its page. */
  readonly openAt: (path: string, options?: Partial<DoorOptions>) => Promise<Opened>;
  /** Starts the door with the fake server behind it and opens its page. */
  readonly openChat: (options?: FakeOptions) => Promise<Opened & { readonly chat: ChatPage }>;
  /** The same in two browsers. */
  readonly openTwoChats: () => Promise<{
    readonly page: Page;
    readonly here: ChatPage;
    readonly other: Page;
    readonly there: ChatPage;
  }>;
}

export const fakeKey = 'sk-ant-fake-0123456789-abcd';

/** As a person in a hurry would set them. For tests about silence only: on a busy machine others are silent, too. */
export const shortTimeouts = { connectSeconds: 2, stalledAfterSeconds: 1, idleSeconds: 2 };

/**
 * `TINA_E2E_LAG=300 npm run test:e2e`, `TINA_E2E_GAPS=1000` (between what the page is told) or `TINA_E2E_CPU=6`
 * finds tests that act before the page is there.
 */
const lagMs = Number(process.env['TINA_E2E_LAG'] ?? 0);
const gapMs = Number(process.env['TINA_E2E_GAPS'] ?? 0);
const timesSlower = Number(process.env['TINA_E2E_CPU'] ?? 1);

export const test = base.extend<Fixtures>({
  welcomed: [true, { option: true }],
  slowable: [true, { option: true }],

  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from it
  async dataDir({}, use) {
    const dataDir = await mkdtemp(join(tmpdir(), 'tina-e2e-'));
    await use(dataDir);
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  },

  async start({ dataDir, welcomed }, use) {
    const doors: Door[] = [];
    await use(async (options = {}) => {
      if (welcomed) await writeFirstSettings(options.dataDir ?? dataDir);
      const door = await startDoor({ dataDir, ...options });
      doors.push(door);
      return door;
    });
    await Promise.all(doors.map((door) => door.kill()));
  },

  // oxlint-disable-next-line no-empty-pattern -- see above
  async fake({}, use) {
    const fake = await startFakeAnthropic();
    await use(fake);
    await fake.close();
  },

  async startWithFake({ dataDir, start, fake }, use) {
    await use(async ({ env, timeouts, ...options } = {}) => {
      await writeFile(
        join(options.dataDir ?? dataDir, 'settings.json'),
        JSON.stringify({ streamTimeouts: timeouts, welcomed: true, retry: once }),
      );
      return start({
        ...options,
        env: { ANTHROPIC_BASE_URL: fake.url, ANTHROPIC_API_KEY: fakeKey, ...env },
      });
    });
  },

  async signIn({ context, slowable }, use) {
    const watched: ReturnType<typeof watchPage>[] = [];
    await use(async (door, into = context) => {
      if (slowable && lagMs + gapMs > 0)
        await slowBridge(into, { lagMs, gapMs, random: createRandom(pickSeed('gaps')) });
      const page = await into.newPage();
      if (timesSlower > 1) await slowProcessor(page, timesSlower);
      watched.push(watchPage(page, door.origin));
      await page.goto(door.link);
      await page.waitForURL((url) => url.pathname === '/');
      return page;
    });
    for (const { foreign, complaints } of watched) {
      expect(foreign, 'requests to elsewhere').toEqual([]);
      expect(complaints, 'complaints of the page').toEqual([]);
    }
  },

  async openAt({ start, signIn }, use) {
    await use(async (path, options) => {
      const door = await start(options);
      const page = await signIn(door);
      await page.goto(door.origin + path);
      return { door, page };
    });
  },

  async openChat({ startWithFake, signIn }, use) {
    await use(async (options) => {
      const door = await startWithFake(options);
      const page = await signIn(door);
      return { door, page, chat: chatPage(page) };
    });
  },

  async openTwoChats({ openChat, start, signIn, browser }, use) {
    const another = await browser.newContext();
    await use(async () => {
      const { page, chat: here } = await openChat();
      // A second start only asks the first for a link.
      const other = await signIn(await start(), another);
      return { page, here, other, there: chatPage(other) };
    });
    await another.close();
  },
});

/** A test that has a request fail wants to see it fail, and not be made again. */
const once = { attempts: 1 };

/** Leaves alone what a test, or an earlier start, has put there. */
async function writeFirstSettings(dataDir: string): Promise<void> {
  const path = join(dataDir, 'settings.json');
  await writeFile(path, JSON.stringify({ welcomed: true, retry: once }), {
    flag: 'wx',
    mode: 0o600,
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** Ends the test that runs as skipped, and says why where it is read. */
export function skipBecause(reason: string): void {
  console.warn(`skipped “${test.info().title}”: ${reason}`);
  test.skip(true, reason);
}

export { expect };
