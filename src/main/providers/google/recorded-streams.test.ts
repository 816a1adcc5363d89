import { describe, expect, it } from 'vitest';
import type { StreamPart } from '../stream-part.ts';
import { bytesOf, fetchOf } from '../__fixtures__/cut-bytes.ts';
import { recordedIn } from '../__fixtures__/recorded.ts';
import { sendStream, serve } from '../__fixtures__/serve.ts';
import { ask } from './__fixtures__/ask.ts';
import { toSse } from './__fixtures__/wire.ts';
import { createGoogle } from './google.ts';

const { isHere, responses: recorded } = recordedIn('google');

describe.skipIf(!isHere)('recorded streams', () => {
  it.each(recorded)('$name gives the same however its bytes are cut', async ({ events }) => {
    const text = events.map(toSse).join('');
    const whole = await askOver(bytesOf(text));
    expect(whole.at(-1)).toMatchObject({ type: 'finish' });
    expect(await askOver(events.flatMap((event) => bytesOf(toSse(event))))).toStrictEqual(whole);
    for (const size of [1, 7, 64]) expect(await askOver(bytesOf(text, size))).toStrictEqual(whole);
    // The vendor ends its lines with CR LF; some servers between do not.
    expect(await askOver(bytesOf(text.replaceAll('\r\n', '\n'), 5))).toStrictEqual(whole);
    expect(await askOver(bytesOf(`${text}data: [DONE]\n\n`, 100))).toStrictEqual(whole);

    await using server = await serve((response) => sendStream(response, text));
    const overTheNetwork = await ask(createGoogle({ apiKey: 'key', baseUrl: server.url }));
    expect(overTheNetwork).toStrictEqual(whole);
  });

  it('reads a text, and the signature after it', async () => {
    const usage = { inputTokens: 9, outputTokens: 208, reasoningTokens: 185 };
    expect(await answerOf('google-text#1')).toStrictEqual([
      { type: 'connected' },
      {
        type: 'response-start',
        responseId: 'bH6LaZW8Fp_3nsEPqtaSwQ4',
        model: 'gemini-3-pro-preview',
      },
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'There are **3**' },
      { type: 'usage', usage: { ...usage, outputTokens: 190 } },
      { type: 'text-delta', id: '0', delta: ' "r"s in strawberry.\n\nst**r**awbe**rr**y' },
      { type: 'usage', usage },
      { type: 'text-end', id: '0' },
      { type: 'reasoning-start', id: '1' },
      { type: 'reasoning-end', id: '1', vendor: signedWith('nothing', /^EqsFCqgF.*7eeWcow=$/) },
      { type: 'finish', reason: 'stop', rawReason: 'STOP', usage },
    ]);
  });

  it('counts thoughts that are not shown', async () => {
    const parts = await answerOf('google-reasoning#1');
    expect(parts.filter(({ type }) => type === 'text-delta')).toHaveLength(2);
    expect(parts.at(-2)).toStrictEqual({
      type: 'reasoning-end',
      id: '1',
      vendor: signedWith('nothing', /^Eo0HCooH.*\/uUJKN$/),
    });
    expect(parts.at(-1)).toStrictEqual({
      type: 'finish',
      reason: 'stop',
      rawReason: 'STOP',
      usage: { inputTokens: 9, outputTokens: 285, reasoningTokens: 256 },
    });
  });

  it('reads a signed call', async () => {
    const id = 'call-b36LacjwM668nsEP2tbsgQQ-0';
    const usage = { inputTokens: 29, outputTokens: 60, reasoningTokens: 45 };
    expect((await answerOf('google-tool-call#1')).slice(2)).toStrictEqual([
      { type: 'tool-input-start', id, name: 'weather', runner: 'tina' },
      {
        type: 'tool-call',
        id,
        name: 'weather',
        runner: 'tina',
        input: { location: 'San Francisco' },
        vendor: {
          provider: 'google',
          data: { thoughtSignature: expect.stringMatching(/^EqUCCqIC.*AMkHj4=$/) as string },
        },
      },
      { type: 'usage', usage },
      { type: 'finish', reason: 'tool-calls', rawReason: 'STOP', usage },
    ]);
  });

  it('reads a thought, a call without arguments and three calls written piece by piece', async () => {
    const parts = await answerOf('google-stream-no-args-tool-call#1');
    const id = (index: number) => `call-_vr4aYiWEJnYodAPkujX0QM-${index}`;
    const screen = (index: number, name: string) => [
      { type: 'tool-input-start', id: id(index), name: 'read_screen', runner: 'tina' },
      { type: 'tool-input-delta', id: id(index), delta: `{"id":"${name}"}` },
      {
        type: 'tool-call',
        id: id(index),
        name: 'read_screen',
        runner: 'tina',
        input: { id: name },
      },
    ];
    const usage = { inputTokens: 249, outputTokens: 241, reasoningTokens: 183 };
    expect(parts.slice(2)).toStrictEqual([
      { type: 'reasoning-start', id: '0' },
      {
        type: 'reasoning-delta',
        id: '0',
        delta: expect.stringMatching(
          /^\*\*Processing User Requests\*\*\n\nI've started.*instructed\.\n\n\n$/,
        ) as string,
      },
      { type: 'reasoning-end', id: '0' },
      { type: 'tool-input-start', id: id(0), name: 'read_theme', runner: 'tina' },
      {
        type: 'tool-call',
        id: id(0),
        name: 'read_theme',
        runner: 'tina',
        input: {},
        vendor: {
          provider: 'google',
          data: { thoughtSignature: expect.stringMatching(/^AY89a18a.*ZeNTtCJA==$/) as string },
        },
      },
      ...screen(1, 'A'),
      ...screen(2, 'B'),
      ...screen(3, 'C'),
      { type: 'usage', usage },
      { type: 'finish', reason: 'tool-calls', rawReason: 'STOP', usage },
    ]);
  });
});

function signedWith(on: string, signature: RegExp) {
  return {
    provider: 'google',
    data: { on, thoughtSignature: expect.stringMatching(signature) as string },
  };
}

async function answerOf(name: string): Promise<StreamPart[]> {
  const response = recorded.find((candidate) => candidate.name === name);
  return askOver(bytesOf((response?.events ?? []).map(toSse).join('')));
}

function askOver(pieces: Iterable<Uint8Array>): Promise<StreamPart[]> {
  return ask(createGoogle({ apiKey: 'key', baseUrl: undefined }, { fetch: fetchOf(pieces) }));
}
