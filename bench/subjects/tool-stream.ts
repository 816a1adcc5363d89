import assert from 'node:assert/strict';
import type { ToolSet } from 'ai';
import { createIncrementalJson } from '../../src/shared/json/incremental-json.ts';
import type { Subject, Subjects } from '../harness/subject.ts';
import { surfaceInput, documentInput } from '../servers/tool-input.ts';
import { apiKey, model, openAdapter, request, showTool } from './open-adapter.ts';

/** A tool call with `n` characters of arguments, seen as it is written. `setup.baseUrl` is the fake vendor. */
export const subjects: Subjects = {
  /** What a page does that draws the arguments while they come. */
  live: async ({ baseUrl = '' }) => adapter(baseUrl, 'surface', true),
  plain: async ({ baseUrl = '' }) => adapter(baseUrl, 'surface', false),
  'live-document': async ({ baseUrl = '' }) => adapter(baseUrl, 'document', true),

  'sdk-stream': async ({ baseUrl = '' }) => {
    const { Anthropic } = await import('@anthropic-ai/sdk');
    return checked('surface', async (n) => {
      const client = new Anthropic({ apiKey, baseURL: `${baseUrl}/surface/${n}`, maxRetries: 0 });
      let seen: unknown;
      await client.messages
        .stream({
          model,
          max_tokens: 4096,
          messages: [{ role: 'user', content: 'Draw.' }],
          tools: [
            {
              name: showTool.name,
              description: showTool.description,
              input_schema: showTool.inputSchema,
            },
          ],
        })
        .on('inputJson', (_delta, snapshot) => (seen = snapshot))
        .finalMessage();
      return seen;
    });
  },

  'ai-ui': async ({ baseUrl = '' }) => {
    const { createAnthropic } = await import('@ai-sdk/anthropic');
    const { jsonSchema, readUIMessageStream, streamText } = await import('ai');
    return checked('surface', async (n) => {
      const anthropic = createAnthropic({ apiKey, baseURL: `${baseUrl}/surface/${n}/v1` });
      const tools: ToolSet = {
        show: {
          description: showTool.description,
          inputSchema: jsonSchema({ ...showTool.inputSchema }),
        },
      };
      const stream = streamText({
        model: anthropic(model),
        prompt: 'Draw.',
        tools,
      }).toUIMessageStream();
      let seen: unknown;
      for await (const message of readUIMessageStream({ stream })) {
        const part = message.parts.find(({ type }) => type === 'tool-show');
        if (part !== undefined && 'input' in part) seen = part.input;
      }
      return seen;
    });
  },
};

type Kind = 'surface' | 'document';

async function adapter(baseUrl: string, kind: Kind, live: boolean): Promise<Subject> {
  return checked(kind, async (n) => {
    const provider = await openAdapter(`${baseUrl}/${kind}/${n}`);
    const reader = createIncrementalJson();
    let seen: unknown;
    for await (const batch of provider.stream(request([showTool]), {
      signal: new AbortController().signal,
    })) {
      for (const part of batch) {
        if (part.type === 'tool-call') seen = live && reader.done ? reader.snapshot() : part.input;
        if (!live || part.type !== 'tool-input-delta') continue;
        reader.push(part.delta);
        seen = reader.snapshot();
      }
    }
    return seen;
  });
}

/** Whatever was seen last must be what the whole text says. */
function checked(kind: Kind, read: (n: number) => Promise<unknown>): Subject {
  let seen: unknown;
  return {
    async run(n) {
      seen = await read(n);
    },
    check(n) {
      const sent: unknown = JSON.parse(kind === 'surface' ? surfaceInput(n) : documentInput(n));
      assert.deepStrictEqual(seen, sent);
      seen = undefined;
    },
  };
}
