import type { Locator, Page } from '@playwright/test';
import { stallAfter } from './support/answers/faults.ts';
import { textAnswer } from './support/answers/text-answer.ts';
import type { ChatPage } from './support/chat-page.ts';
import { hostileMarkdown } from './support/hostile-markdown.ts';
import { hugeMarkdown } from './support/huge-markdown.ts';
import { watchMainThread } from './support/main-thread.ts';
import { check } from './support/page-checks.ts';
import { richAnswer } from './support/rich-answer.ts';
import type { FakeAnthropic } from './support/start-fake-anthropic.ts';
import { expect, test } from './support/test.ts';

const elements = [
  ...['p', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'hr', 'br', 'strong', 'em'],
  ...['del', 'code', 'pre', 'a', 'sup', 'span', 'div', 'section', 'figure', 'figcaption'],
  ...['table', 'thead', 'tbody', 'tr', 'th', 'td', 'input', 'button', 'svg', 'path', 'rect'],
  ...['circle', 'line', 'polyline'],
];

/** Has it answered in a conversation of its own, and shows all of it. */
async function answerWith(chat: ChatPage, fake: FakeAnthropic, text: string): Promise<Locator> {
  fake.answerWith(textAnswer(text));
  await chat.begin();
  await chat.send('Go on');
  await chat.ended('complete');
  return chat.answer.locator('.markdown');
}

async function showAll(page: Page): Promise<void> {
  const more = page.getByRole('button', { name: /^Show .* more characters?$/ });
  while ((await more.count()) > 0) await more.click();
}

/** What no answer may bring into the page, whatever is in it. */
async function foundIn(answer: Locator): Promise<readonly string[]> {
  return answer.evaluate((root, known) => {
    const found: string[] = [];
    for (const element of root.querySelectorAll('*')) {
      if (!known.includes(element.localName)) found.push(element.localName);
      for (const { name, value } of element.attributes) {
        const isBad =
          name.startsWith('on') ||
          name === 'src' ||
          name === 'name' ||
          (name === 'style' && !/^text-align: (?:left|center|right);$/.test(value)) ||
          (name === 'href' && !/^(?:https?:\/\/|mailto:|#_)/.test(value)) ||
          (name === 'id' && !/-(?:note|mark)-/.test(value));
        if (isBad) found.push(`${name}=${value}`);
      }
    }
    if ('ran' in globalThis) found.push('a script ran');
    return found;
  }, elements);
}

test('nothing an answer holds is run, asked for or lost', async ({ openChat, fake }) => {
  test.slow();
  const { page, chat } = await openChat();
  page.on('dialog', (dialog) => {
    throw new Error(`A dialog said “${dialog.message()}”.`);
  });
  page.on('popup', (popup) => {
    throw new Error(`${popup.url()} was opened.`);
  });
  expect(hostileMarkdown.length).toBeGreaterThanOrEqual(60);
  for (const { name, text, shows = [] } of hostileMarkdown) {
    await test.step(name, async () => {
      const answer = await answerWith(chat, fake, `Begins here.\n\n${text}\n\nEnds here.`);
      const shown = await answer.textContent();
      for (const words of ['Begins here.', 'Ends here.', ...shows])
        expect(shown, name).toContain(words);
      expect(await foundIn(answer), name).toEqual([]);
    });
  }
  expect(new URL(page.url()).pathname).toBe('/');
});

test('much of anything keeps the page no longer than plain words', async ({ openChat, fake }) => {
  test.slow();
  const { page, chat } = await openChat();
  const thread = await watchMainThread(page);

  async function cost(text: string): Promise<number> {
    const before = await thread.seconds();
    const answer = await answerWith(chat, fake, `Begins here.\n\n${text}\n\nEnds here.`);
    const after = await thread.seconds();
    expect(await foundIn(answer)).toEqual([]);
    await showAll(page);
    await expect(answer).toContainText('Begins here.');
    await expect(answer).toContainText('Ends here.');
    return after - before;
  }

  await cost('The first answer warms everything up.');
  for (const { name, text } of hugeMarkdown) {
    await test.step(name, async () => {
      const plain = await cost('Some plain words. '.repeat(Math.ceil(text.length / 18)));
      // Three times as much was the most that was seen.
      expect(await cost(text), name).toBeLessThan(10 * plain);
    });
  }
});

test('a picture is asked for by the click that opens it, and not before', async ({
  openChat,
  fake,
  context,
}) => {
  const { page, chat } = await openChat();
  const asked: string[] = [];
  await context.route('https://images.example/**', async (route) => {
    asked.push(route.request().url());
    await route.fulfill({ contentType: 'text/plain', body: 'a picture' });
  });
  const answer = await answerWith(chat, fake, '![The sea](https://images.example/sea.png?who=me)');
  await expect(answer).toContainText('Image: The sea');
  expect(asked).toEqual([]);
  const popup = page.waitForEvent('popup');
  await answer.getByRole('link', { name: 'Open it on images.example' }).click();
  const opened = await popup;
  await opened.waitForLoadState();
  expect(asked).toEqual(['https://images.example/sea.png?who=me']);
  expect(await opened.evaluate(() => [document.referrer, window.opener])).toEqual(['', null]);
});

test('a link says where it goes, to the eye and to the ear', async ({ openChat, fake }) => {
  const { page, chat } = await openChat();
  const answer = await answerWith(
    chat,
    fake,
    'See [the guide](https://guide.example/one?two#three), then `end`.',
  );
  const link = answer.getByRole('link', { name: 'the guide' });
  await expect(link).toHaveAccessibleDescription('Opens guide.example');
  const hint = page.getByText('https://guide.example/one?two#three', { exact: true });
  await expect(hint).toBeHidden();
  await link.hover();
  await expect(hint).toBeVisible();
  await test.step('the pointer may go to what it reads', async () => {
    await hint.hover();
    await expect(hint).toBeVisible();
  });
  await page.getByRole('textbox', { name: 'Message' }).hover();
  await expect(hint).toBeHidden();
  await link.focus();
  await expect(hint).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(hint).toBeHidden();
  await expect(link).toBeFocused();
});

test('a note and the place that points at it lead to each other by keyboard', async ({
  openChat,
  fake,
}) => {
  const { page, chat } = await openChat();
  await answerWith(chat, fake, `One[^a].\n\n${'Words.\n\n'.repeat(80)}[^a]: The note`);
  const address = page.url();
  const mark = chat.answer.getByRole('link', { name: 'Footnote 1', exact: true });
  const note = chat.answer.getByLabel('Footnotes').getByRole('listitem');
  await mark.focus();
  await page.keyboard.press('Enter');
  await expect(note).toBeFocused();
  await expect(note).toBeInViewport();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(mark).toBeFocused();
  await expect(mark).toBeInViewport();
  expect(page.url()).toBe(address);
});

test('code is coloured once its end has come, and can be read in every theme', async ({
  openChat,
  fake,
}) => {
  const { page, chat } = await openChat();
  const code = `// why\nimport a from 'b';\nclass C { d: number = 1; e() { return f(<g h="i" />); } }\n`;
  fake.answerWith(stallAfter(`\`\`\`tsx\n${code}`));
  await chat.begin();
  await chat.send('Go on');
  await expect(chat.answer.locator('pre')).toContainText('class C');
  await expect(chat.stop).toBeVisible();
  await expect(chat.answer.locator('pre span')).toHaveCount(0);
  await chat.stop.click();
  await expect(chat.answer.locator('.code-comment')).toHaveText('// why');

  const answer = await answerWith(
    chat,
    fake,
    `\`\`\`tsx\n${code}\`\`\`\n\n\`\`\`diff\n- a\n+ b\n\`\`\`\n\n\`\`\`json\n{"a":"b"}\n\`\`\``,
  );
  await expect(answer.locator('.code-deleted')).toHaveCount(1);
  await expect(answer.locator('.code-property').last()).toBeVisible();
  for (const [theme, contrast, least] of [
    ['light', 'normal', 4.5],
    ['dark', 'normal', 4.5],
    ['light', 'high', 7],
    ['dark', 'high', 7],
  ] as const) {
    await page.evaluate((values) => Object.assign(document.documentElement.dataset, values), {
      theme,
      contrast,
    });
    const ratios = await contrastOfCode(answer);
    expect(Object.keys(ratios).length).toBeGreaterThanOrEqual(9);
    for (const [kind, ratio] of Object.entries(ratios))
      expect(ratio, `${kind}, ${theme}, ${contrast} contrast`).toBeGreaterThanOrEqual(least);
  }
});

/** How far each kind of code stands out from what is behind it, as WCAG counts it. */
async function contrastOfCode(answer: Locator): Promise<Readonly<Record<string, number>>> {
  return answer.evaluate((root) => {
    const brush = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const luminance = (color: string) => {
      if (brush === null) return NaN;
      brush.fillStyle = color;
      brush.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = [...brush.getImageData(0, 0, 1, 1).data].map((value) =>
        value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ground = luminance(
      getComputedStyle(root.querySelector('figure') ?? root).backgroundColor,
    );
    return Object.fromEntries(
      [...root.querySelectorAll('pre span')].map((element) => {
        const word = luminance(getComputedStyle(element).color);
        const ratio = (Math.max(word, ground) + 0.05) / (Math.min(word, ground) + 0.05);
        return [element.className, ratio];
      }),
    );
  });
}

test('what is copied is what was meant', async ({ openChat, fake, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { page, chat } = await openChat();
  const answer = await answerWith(
    chat,
    fake,
    'See [the guide](https://guide.example/)[^1].\n\n```js\nconst a = 1;\n```\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n[^1]: Note',
  );
  await expect(answer.locator('.code-keyword')).toHaveCount(1);
  await answer.getByRole('button', { name: 'Copy code' }).click();
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(clipboard).toBe('const a = 1;');
  await answer.evaluate((root) => getSelection()?.selectAllChildren(root));
  await page.keyboard.press('ControlOrMeta+c');
  await expect
    .poll(async () => (await clipboard()).replace(/\s*\n\s*/g, '\n').trim())
    .toBe('See the guide[1].\nconst a = 1;\na\tb\n1\t2\nNote');
});

test('an answer with everything in it can be used by everyone, at every size', async ({
  openChat,
  fake,
}) => {
  test.slow();
  const { page, chat } = await openChat();
  const answer = await answerWith(chat, fake, richAnswer);
  await expect(answer.locator('.code-deleted')).toHaveCount(1);
  for (const width of [1440, 1024, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const wide = await answer.evaluate((root) => {
      const { right } = root.getBoundingClientRect();
      const scrolls = (element: Element | null): boolean =>
        element !== null &&
        element !== root &&
        (getComputedStyle(element).overflowX === 'auto' || scrolls(element.parentElement));
      return [...root.querySelectorAll('*')]
        .filter((one) => one.getBoundingClientRect().right > right + 1 && !scrolls(one))
        .map(({ outerHTML }) => outerHTML.slice(0, 100));
    });
    expect(wide, `wider than the column at ${width}`).toEqual([]);
    await check(page, `at ${width}`);
  }
  const wrap = answer.getByRole('button', { name: 'Wrap lines' }).first();
  await wrap.focus();
  await page.keyboard.press('Enter');
  await expect(wrap).toHaveAttribute('aria-pressed', 'true');
  expect(
    await answer
      .locator('pre')
      .first()
      .evaluate((pre) => pre.scrollWidth - pre.clientWidth),
  ).toBe(0);
});
