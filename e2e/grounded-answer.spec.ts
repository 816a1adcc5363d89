import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chatPage } from './support/chat-page.ts';
import { expect, test } from './support/test.ts';

const candidate = {
  index: 0,
  content: { role: 'model', parts: [{ text: 'It is cold.' }] },
  finishReason: 'STOP',
  groundingMetadata: {
    searchEntryPoint: {
      renderedContent: '<style>body { display: none }</style><a id="theirs">weather</a>',
    },
    webSearchQueries: ['weather oslo', '<b id="theirs">snow & ice</b>'],
    groundingChunks: [{ web: { uri: 'https://weather.example/oslo', title: 'weather.example' } }],
    groundingSupports: [{ segment: { endIndex: 11 }, groundingChunkIndices: [0] }],
  },
};
const chunk = { responseId: 'r', modelVersion: 'gemini', candidates: [candidate] };

/** Says the same to every question, as Gemini does after a search. */
async function serveGemini() {
  const server = createServer((request, response) => {
    const isQuestion = request.url?.includes(':streamGenerateContent') === true;
    response.setHeader('content-type', isQuestion ? 'text/event-stream' : 'application/json');
    response.end(isQuestion ? `data: ${JSON.stringify(chunk)}\n\n` : '{"models":[]}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

test.describe('an answer that rests on a search at Google', () => {
  for (const { language, label } of [
    { language: 'en', label: 'Searched the web for' },
    { language: 'de', label: 'Im Web gesucht nach' },
  ]) {
    test.describe(language, () => {
      test.use({ locale: language });

      test('shows what was searched for, as links to its results and as plain words', async ({
        start,
        signIn,
      }) => {
        await using gemini = await serveGemini();
        const env = { GEMINI_API_KEY: 'fake-key-0123456789', GOOGLE_GEMINI_BASE_URL: gemini.url };
        const page = await signIn(await start({ env }));
        const { composer, answer } = chatPage(page);
        const field = language === 'en' ? composer : page.locator('#composer');
        await field.fill('How cold is it in Oslo?');
        await field.press('Enter');
        await expect(answer).toHaveAttribute('data-status', 'complete');
        const searches = answer.getByRole('list', { name: label });
        await expect(searches.getByRole('link')).toHaveText([
          'weather oslo',
          '<b id="theirs">snow & ice</b>',
        ]);
        await expect(searches.getByRole('link').first()).toHaveAttribute(
          'href',
          'https://www.google.com/search?q=weather+oslo',
        );
        await expect(answer.getByRole('link', { name: 'weather.example' })).toBeVisible();
        await expect(page.locator('#theirs')).toHaveCount(0);
      });
    });
  }
});
