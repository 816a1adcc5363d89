import { LLMock } from '@copilotkit/aimock';
import { chatPage } from './support/chat-page.ts';
import { recordedAnswer, recordingsMissing } from './support/answers/recorded-answer.ts';
import { textAnswer } from './support/answers/text-answer.ts';
import { openProvider } from './support/open-provider.ts';
import { expect, fakeKey, skipBecause, test } from './support/test.ts';

/** A server that speaks Anthropic's wire format, where the vendor would be. */

test.describe('a mock of the vendor behind ANTHROPIC_BASE_URL', () => {
  let mock: LLMock;
  test.beforeEach(async () => {
    mock = await LLMock.create({ host: '127.0.0.1', port: 0, chunkSize: 7 });
  });
  test.afterEach(() => mock.stop());

  const environment = () => ({ ANTHROPIC_BASE_URL: mock.url, ANTHROPIC_API_KEY: fakeKey });

  test('its answers stream into the page, and the history goes back to it', async ({
    start,
    signIn,
  }) => {
    mock.onMessage('capital', {
      content: 'The capital is **Paris**.',
      reasoning: 'Everybody knows this.',
    });
    mock.onMessage('And of Spain', { content: 'That is Madrid.' });
    const page = await signIn(await start({ env: environment() }));
    const chat = chatPage(page);
    await expect(page.getByText('Ask anything.')).toBeVisible();
    await chat.send('What is the capital of France?');
    await chat.ended('complete');
    await expect(chat.answer).toContainText('The capital is Paris.');
    await chat.answer.getByRole('button', { name: 'Thoughts' }).click();
    await expect(chat.answer).toContainText('Everybody knows this.');

    await chat.send('And of Spain?');
    await chat.ended('complete');
    await expect(chat.answer).toContainText('That is Madrid.');
    const sent = mock.getLastRequest()?.body as { messages: { role: string }[] } | undefined;
    expect(sent?.messages.map(({ role }) => role).filter((role) => role !== 'system')).toEqual([
      'user',
      'assistant',
      'user',
    ]);
  });

  test('a tool it asks for is run, and it goes on with the result', async ({ start, signIn }) => {
    mock.on(
      { userMessage: '6 times 7', hasToolResult: false },
      {
        content: 'Let me see.',
        toolCalls: [{ name: 'calculate', arguments: '{"expression":"6*7"}', id: 'toolu_1' }],
      },
    );
    mock.on(
      { userMessage: '6 times 7', hasToolResult: true },
      { content: 'It is 42, says the tool.' },
    );
    const page = await signIn(await start({ env: environment() }));
    const chat = chatPage(page);
    await chat.send('What is 6 times 7?');
    await chat.ended('complete');
    await expect(chat.answer).toContainText('It is 42, says the tool.');
    await expect(chat.answer.getByRole('button', { name: /^Calculator/ })).toContainText('done');
    expect(JSON.stringify(mock.getLastRequest()?.body)).toContain('42');
  });

  for (const [name, opts, sentence] of [
    ['429', { chaos: { rateLimitRate: 1 } }, /too many requests from this key/],
    ['500', { chaos: { dropRate: 1 } }, /had a problem of its own/],
    [
      'malformed JSON',
      { chaos: { malformedRate: 1 } },
      /is not what Anthropic’s interface sends|could not be read/,
    ],
    ['a connection that is cut in mid-stream', { truncateAfterChunks: 4 }, /(broke off|failed)/],
    [
      'a connection that is cut at once',
      { chaos: { disconnectRate: 1 } },
      /The connection to .* (failed|broke off)/,
    ],
  ] as const) {
    test(`its chaos, ${name}: said in words, then retried by hand`, async ({ start, signIn }) => {
      mock.onMessage('chaos', { content: 'These words come before the end of everything.' }, opts);
      const page = await signIn(await start({ env: environment() }));
      const chat = chatPage(page);
      await chat.send('Show me chaos');
      await chat.ended('failed');
      await expect(chat.answer).toContainText(sentence);
      mock.clearFixtures();
      mock.on({}, { content: 'All is well again.' });
      await page
        .getByRole('button', { name: /^(Retry|Continue)$/ })
        .first()
        .click();
      await chat.ended('complete');
      await expect(chat.answer).toContainText('All is well again.');
    });
  }
});

test('key and address entered on the page', async ({ start, signIn, fake }) => {
  const page = await signIn(await start());
  const chat = chatPage(page);
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  const card = await openProvider(page, 'Anthropic');
  await card.getByRole('textbox', { name: 'Base URL' }).fill(fake.url);
  await card.getByLabel('API key').fill(fakeKey);

  await test.step('can be checked before they are saved', async () => {
    await card.getByRole('button', { name: 'Check' }).click();
    await expect(card.getByText('Anthropic answers, and the key works.')).toBeVisible();
    expect(fake.received.at(-1)).toMatchObject({
      path: '/v1/models',
      headers: { authorization: `Bearer ${fakeKey}` },
    });
  });

  await card.getByRole('button', { name: 'Save address' }).click();
  await expect(card.getByText('Saved.')).toBeVisible();
  await card.getByRole('button', { name: 'Save key' }).click();
  await expect(card.getByText('The key was saved.')).toBeVisible();
  await expect(card.getByLabel('API key')).toHaveValue('');
  await expect(card.getByText('Set, ends in ••••abcd, until Tina ends.')).toBeVisible();

  fake.answerWith(textAnswer('Words from the fake server.'));
  await chat.begin();
  await chat.send('Who are you?');
  await chat.ended('complete');
  await expect(chat.answer).toContainText('Words from the fake server.');
  expect(JSON.parse(fake.questions().at(-1)?.body ?? '{}')).toMatchObject({ stream: true });

  await test.step('a wrong address says what is wrong, the key can be removed', async () => {
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await card.getByRole('textbox', { name: 'Base URL' }).fill('http://127.0.0.1:9');
    await card.getByRole('button', { name: 'Check' }).click();
    await expect(
      card.getByText('This address is new: enter the key of Anthropic again for it.'),
    ).toBeVisible();
    await card.getByLabel('API key').fill(fakeKey);
    await card.getByRole('button', { name: 'Check' }).click();
    await expect(
      card.getByText(/Nothing answers at 127\.0\.0\.1:9|The connection to 127\.0\.0\.1:9 failed/),
    ).toBeVisible();
    await card.getByRole('button', { name: 'Remove key' }).click();
    await expect(card.getByText('No key is set.')).toBeVisible();
  });
});

test('the model and the instructions of a conversation go with the question', async ({
  openChat,
  fake,
}) => {
  const { page, chat } = await openChat();
  await page.getByRole('combobox', { name: /^Model: / }).click();
  await page.getByRole('combobox', { name: 'Search models' }).fill('Opus 5.5');
  await page.getByRole('option', { name: 'Claude Opus 5.5' }).click();
  await expect(page.getByRole('combobox', { name: 'Model: Claude Opus 5.5' })).toBeVisible();
  await page.getByRole('button', { name: /^Instructions/ }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Answer like a sailor.');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await chat.send('Ahoy');
  await chat.ended('complete');
  const question = fake.questions().at(-1)?.body ?? '';
  expect(JSON.parse(question)).toMatchObject({ model: 'claude-opus-5-5' });
  expect(question).toContain('Answer like a sailor.');
});

test.describe('recorded streams of the vendor', () => {
  test.beforeEach(() => {
    if (recordingsMissing !== undefined) skipBecause(recordingsMissing);
  });

  /** What a reader sees; `goesOn`: the recording ends with a call of a tool that Tina does not have. */
  const recordings: readonly {
    name: string;
    sees: readonly (string | RegExp)[];
    status?: 'failed';
    tool?: string;
    goesOn?: true;
  }[] = [
    {
      name: 'anthropic-text',
      sees: [
        "Hello! I'm doing well, thank you for asking. How are you doing today? Is there anything I can help you with?",
      ],
    },
    { name: 'anthropic-clear-thinking.1', sees: ['Thoughts', '185'] },
    { name: 'anthropic-json-tool.1', sees: [], tool: 'json', goesOn: true },
    {
      name: 'anthropic-json-tool.2',
      sees: ["I'll invoke the JSON response tool."],
      tool: 'json',
      goesOn: true,
    },
    { name: 'anthropic-mcp.1', sees: ['hello world'], tool: 'echo' },
    {
      name: 'anthropic-tool-no-args',
      sees: ["I'll update the issue list for you."],
      tool: 'updateIssueList',
      goesOn: true,
    },
    {
      name: 'anthropic-tool-search-bm25.1',
      sees: ["I'll search for a weather-related tool"],
      tool: 'tool_search_tool_bm25',
      goesOn: true,
    },
    {
      name: 'anthropic-web-search-tool.1',
      sees: ['Apple today announced the grand reopening of Apple Ginza'],
      tool: 'web_search',
    },
    { name: 'duplicate-message-start', sees: ['Hello, World!'] },
    {
      name: 'anthropic-refusal',
      sees: ["blocked under Anthropic's Usage Policy"],
      status: 'failed',
    },
  ];

  test('appear as they should', async ({ openChat, fake }) => {
    const { chat } = await openChat();
    for (const { name, sees, status = 'complete', tool, goesOn } of recordings) {
      await test.step(name, async () => {
        fake.answerWith(
          recordedAnswer(name),
          ...(goesOn === undefined ? [] : [textAnswer('And so it went on.')]),
        );
        await chat.begin();
        await chat.send(`Play ${name}`);
        await chat.ended(status);
        for (const text of sees) await expect(chat.answer).toContainText(text);
        if (tool !== undefined)
          await expect(
            chat.answer.getByRole('button', { name: new RegExp(`^${tool}`) }).first(),
          ).toBeVisible();
        if (goesOn !== undefined) await expect(chat.answer).toContainText('And so it went on.');
      });
    }
  });

  test('sources of a web search are links that give nothing away', async ({ openChat, fake }) => {
    fake.answerWith(recordedAnswer('anthropic-web-search-tool.1'));
    const { chat } = await openChat();
    await chat.send('What is new?');
    await chat.ended('complete');
    const source = chat.answer.getByRole('list', { name: 'Sources' }).getByRole('link').first();
    await expect(source).toHaveAttribute('href', /^https:\/\//);
    await expect(source).toHaveAttribute('rel', /noreferrer/);
    await expect(source).toHaveAttribute('target', '_blank');
  });
});
