import { z } from 'zod';
import type { ToolCallPart } from '../../../shared/contract/message.ts';
import { isRecord } from '../../../shared/is-record.ts';
import type { ModelRequest } from '../provider.ts';
import { resultText } from '../tool-results/result-pieces.ts';
import { allLines, linesFor } from './lines.ts';
import type { Lines } from './lines.ts';

/** What the demo does for one request: thoughts, words, then perhaps tool calls or a failure. */
export interface Scene {
  readonly thought?: string;
  readonly text: string;
  readonly calls?: readonly SceneCall[];
  readonly fails?: boolean;
}

export interface SceneCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Rules over the last thing that was said; the first that fits answers. */
export function sceneFor(request: ModelRequest): Scene {
  const last = lastTurn(request);
  const scene =
    last.result === undefined
      ? answer(last.text, request)
      : report(last.result, linesFor(last.text));
  return request.reasoning && last.result === undefined
    ? { thought: linesFor(last.text).thought(last.text.length), ...scene }
    : scene;
}

function answer(text: string, request: ModelRequest): Scene {
  const lines = linesFor(text);
  const has = (name: string) => request.tools.some((tool) => tool.name === name);
  if (/^your previous message was cut off/i.test(text)) {
    return { text: restOf(saidBefore(request)) };
  }
  const calls = namedCalls(text, request);
  if (calls.length > 0)
    return { text: lines.asksTool([...new Set(calls.map(({ name }) => name))].join(', ')), calls };
  const sum = arithmetic(text);
  if (sum !== null && has('calculate')) {
    return {
      text: lines.asksCalculator,
      calls: [{ name: 'calculate', input: { expression: sum } }],
    };
  }
  if (/\b(time|date|day|today|clock|uhr|datum|spät)\b/i.test(text) && has('current_time')) {
    const zone = /\b(?:in|at)\s+([A-Z][a-z]+\/[A-Z][A-Za-z_]+)/.exec(text)?.[1];
    return {
      text: lines.asksClock,
      calls: [{ name: 'current_time', input: zone === undefined ? {} : { timeZone: zone } }],
    };
  }
  if (/\b(markdown|table|tabelle|list|code|format)/i.test(text)) return { text: lines.formatting };
  if (/\b(fail|error|break|crash|wrong|fehler|schief)/i.test(text))
    return { text: lines.failing, fails: true };
  if (/\b(long|story|essay|stop|geschichte)\b/i.test(text)) return { text: lines.story };
  if (/\b(think|reason|denk)/i.test(text))
    return { thought: lines.thought(text.length), text: lines.hasThought };
  if (/\b(key|real|model|claude|anthropic|setup|set up|schlüssel|echt|modell)/i.test(text))
    return { text: lines.realModel };
  return { text: lines.greeting };
}

/**
 * “Use echo with {"text": "hi"}”, or several: “use this with {…} and use that”. Whoever tries a server needs no key
 * for it.
 */
function namedCalls(text: string, { tools }: ModelRequest): readonly SceneCall[] {
  const asked = [...text.matchAll(/\b(?:use|call|benutze|nimm)\s+(?:the tool\s+)?([\w.-]+)/gi)];
  return asked.flatMap(({ index, 1: name = '' }, each) => {
    const tool = tools.find((one) => one.name === name || one.name.endsWith(`__${name}`));
    const words = text.slice(index, asked[each + 1]?.index);
    return tool === undefined ? [] : [{ name: tool.name, input: objectIn(words) }];
  });
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

/** The tool has answered: say what it said. */
function report(result: ToolOutcome, lines: Lines): Scene {
  if (result.failed) return { text: lines.failed(result.message ?? lines.noReason) };
  const { value } = result;
  if (typeof value === 'object' && value !== null) {
    if ('value' in value) return { text: lines.result(String(value.value)) };
    const time = currentTime.safeParse(value);
    if (time.success) return { text: lines.time(inWords(time.data, lines.locale)) };
  }
  return { text: lines.answered(JSON.stringify(value)) };
}

const currentTime = z.object({ iso: z.iso.datetime(), timeZone: z.string() });

function inWords({ iso, timeZone }: z.infer<typeof currentTime>, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone,
  }).format(new Date(iso));
}

type ToolOutcome =
  | { readonly failed: false; readonly value: unknown }
  | { readonly failed: true; readonly message: string | undefined };

/** The last words of the person, and what a tool answered since. */
function lastTurn({ messages }: ModelRequest): { text: string; result: ToolOutcome | undefined } {
  let result: ToolOutcome | undefined;
  for (const { role, parts } of messages.toReversed()) {
    for (const part of parts.toReversed()) {
      if (role === 'user' && part.type === 'text') return { text: part.text, result };
      if (part.type !== 'tool-call' || result !== undefined) continue;
      if (part.state === 'done') result = { failed: false, value: valueOf(part) };
      if (part.state === 'failed')
        result = { failed: true, message: part.error?.message ?? wordsOf(part) };
    }
  }
  return { text: '', result };
}

/** Nobody but a model has to be told where they come from. */
function wordsOf(part: ToolCallPart): string {
  return resultText({ ...part, untrusted: false });
}

/** What a tool gave that is no single value is told in its words. */
function valueOf(part: ToolCallPart): unknown {
  return part.content === undefined ? part.result : wordsOf(part);
}

/** What stands in the answer that was cut off. */
function saidBefore({ messages }: ModelRequest): string {
  const answered = messages.findLast(({ role }) => role === 'assistant');
  return (answered?.parts ?? [])
    .flatMap((part) => (part.type === 'text' ? [part.text] : []))
    .join('');
}

function restOf(said: string): string {
  const whole = allLines
    .flatMap(({ story, formatting, realModel, greeting }) => [
      story,
      formatting,
      realModel,
      greeting,
    ])
    .find((text) => said !== '' && text.startsWith(said));
  return whole?.slice(said.length) || linesFor(said).goesOn;
}

/** The longest run that reads as arithmetic, if it has an operator or a function in it. */
function arithmetic(text: string): string | null {
  const runs = text.match(/(?:sqrt|abs|round|sin|cos|tan|log|ln|pi|[\d\s.,()+\-*/×÷^%])+/gi) ?? [];
  const best = runs
    .map((run) => run.trim().replace(/[.,?]+$/, ''))
    .filter(
      (run) =>
        /\d/.test(run) && (/\d[\s)]*[-+*/×÷^%][\s(]*[\d(]/.test(run) || /[a-z]\s*\(/i.test(run)),
    )
    .toSorted((left, right) => right.length - left.length)[0];
  return best ?? null;
}
