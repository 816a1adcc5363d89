import type { ModelRequest } from '../provider.ts';

/** What the demo does for one request: thoughts, words, then perhaps a tool call or a failure. */
export interface Scene {
  readonly thought?: string;
  readonly text: string;
  readonly call?: { readonly name: string; readonly input: Readonly<Record<string, unknown>> };
  readonly fails?: boolean;
}

/** Rules over the last thing that was said; the first that fits answers. */
export function sceneFor(request: ModelRequest): Scene {
  const last = lastTurn(request);
  const scene = last.result === undefined ? answer(last.text, request) : report(last.result);
  return request.reasoning && last.result === undefined
    ? { thought: thoughtAbout(last.text), ...scene }
    : scene;
}

function answer(text: string, request: ModelRequest): Scene {
  const has = (name: string) => request.tools.some((tool) => tool.name === name);
  if (/^your previous message was cut off/i.test(text)) {
    return { text: restOf(saidBefore(request)) };
  }
  const sum = arithmetic(text);
  if (sum !== null && has('calculate')) {
    return {
      text: 'I will work that out with the calculator.',
      call: { name: 'calculate', input: { expression: sum } },
    };
  }
  if (/\b(time|date|day|today|clock|uhr|datum|spät)\b/i.test(text) && has('current_time')) {
    const zone = /\b(?:in|at)\s+([A-Z][a-z]+\/[A-Z][A-Za-z_]+)/.exec(text)?.[1];
    return {
      text: 'Let me look at the clock.',
      call: { name: 'current_time', input: zone === undefined ? {} : { timeZone: zone } },
    };
  }
  if (/\b(markdown|table|tabelle|list|code|format)/i.test(text)) return { text: formatting };
  if (/\b(fail|error|break|crash|wrong|fehler)/i.test(text)) return { text: failing, fails: true };
  if (/\b(long|story|essay|stop|geschichte)\b/i.test(text)) return { text: longText };
  if (/\b(think|reason)/i.test(text)) {
    return {
      thought: thoughtAbout(text),
      text: 'I have thought about it. Open the folded line above to read how. A real model does this for hard questions when “Think first” is on.',
    };
  }
  if (/\b(key|real|model|claude|anthropic|setup|set up)\b/i.test(text)) return { text: realModel };
  return { text: greeting };
}

/** The tool has answered: say what it said. */
function report(result: ToolOutcome): Scene {
  if (result.failed) return { text: `The tool could not do that: ${result.message}` };
  const { value } = result;
  if (typeof value === 'object' && value !== null) {
    if ('value' in value)
      return {
        text: `The result is **${String(value.value)}**.\n\nOpen the line above to see what was asked of the calculator and what came back.`,
      };
    if ('local' in value)
      return {
        text: `It is **${String(value.local)}**.\n\nA model does not know the time by itself: it asked the tool in the line above.`,
      };
  }
  return { text: `The tool answered: \`${JSON.stringify(value)}\`` };
}

type ToolOutcome =
  | { readonly failed: false; readonly value: unknown }
  | { readonly failed: true; readonly message: string };

/** The last words of the person, and what a tool answered since. */
function lastTurn({ messages }: ModelRequest): { text: string; result: ToolOutcome | undefined } {
  let result: ToolOutcome | undefined;
  for (const { role, parts } of messages.toReversed()) {
    for (const part of parts.toReversed()) {
      if (role === 'user' && part.type === 'text') return { text: part.text, result };
      if (part.type !== 'tool-call' || result !== undefined) continue;
      if (part.state === 'done') result = { failed: false, value: part.result };
      if (part.state === 'failed')
        result = { failed: true, message: part.error?.message ?? 'no reason was given' };
    }
  }
  return { text: '', result };
}

/** What stands in the answer that was cut off. */
function saidBefore({ messages }: ModelRequest): string {
  const answered = messages.findLast(({ role }) => role === 'assistant');
  return (answered?.parts ?? [])
    .flatMap((part) => (part.type === 'text' ? [part.text] : []))
    .join('');
}

function restOf(said: string): string {
  const whole = [longText, formatting, realModel, greeting].find(
    (text) => said !== '' && text.startsWith(said),
  );
  return (
    whole?.slice(said.length) ||
    ' here it goes on, in the same message, from exactly where it ended.'
  );
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

function thoughtAbout(text: string): string {
  return `The person wrote ${text.length} characters. I am a script, so “thinking” means looking for words I know. I compare what they wrote with my few rules, take the first that fits, and answer in full sentences.`;
}

const greeting = `Hello, I am the **demo**: a small script inside Tina, not a real model. I work offline and without a key, so that you can see how everything feels.

Here is what you can try with me:

- **What time is it?** I will use a tool, and you can open its line to see what happened.
- **What is (17 + 25) * 3?** I will use the calculator.
- **Show me a table and some code.** I will show how answers are drawn.
- **Tell me a long story.** Then press *Stop* in the middle, and *Continue*.
- **Make something fail.** You will see that nothing written is lost.

When you want to talk to a real model, open *Settings* and add a key.`;

const formatting = `Answers are written in Markdown[^1]. A list:

1. First of all, *emphasis* and **strong words**
2. A link: [the Markdown guide](https://commonmark.org/help/)
3. A task list:
   - [x] read this
   - [ ] try it yourself

A table:

| planet | moons | year in days |
| --- | ---: | ---: |
| Mercury | 0 | 88 |
| Earth | 1 | 365 |
| Mars | 2 | 687 |

And some code, coloured when its last line has come:

\`\`\`ts
// Says hello to somebody.
function greet(name: string, times = 1): string {
  return \`Hello, \${name}. \`.repeat(times);
}
\`\`\`

A picture from elsewhere is not loaded by itself: ![the Markdown mark](https://commonmark.org/help/images/favicon.png)

> Whatever a model writes is shown as text. Nothing in it is ever run.

[^1]: A few signs that say how a text should look, and that can be read without it too.`;

const failing = `This answer will break off in the middle of a sentence, as if the connection to the model had been lost. What you can read here stays, even if you close the window or the computer loses power, and`;

const realModel = `To talk to a real model, open *Settings*, choose a provider and paste your key there. Tina keeps the key on this computer, and it never reaches this page again: you will only see its last four characters.

If the key is already in the environment (for example \`ANTHROPIC_API_KEY\`), Tina uses it by itself.`;

const longText = `Once upon a time there was a small program that had only one task: to write a long story, slowly, so that somebody could watch it.

${[
  'It began with a harbour. Every morning the boats went out before the light came, and every evening somebody counted them. The counting was the important part, for a boat that nobody counts is a boat that nobody misses.',
  'The woman who counted had a book. She wrote down each boat as it came in, not at the end of the day but at once, with the pen still wet. “What is written can be found again,” she said when they asked her why she never waited.',
  'One autumn a storm came up while she was writing. The lamp went out in the middle of a line, and when it burned again the sentence was still there, half of it, with the last word missing. She read it, dipped the pen, and went on from exactly that word.',
  'The people of the harbour learned from her. The baker wrote down the loaves while they were in the oven. The teacher wrote down the questions before she knew the answers. And when the great flood took the houses by the shore, they lost the houses, but not one of the things they had written.',
  'Years later a traveller asked to see the famous book. It was smaller than he had thought, and most of its lines were dull. Boats, loaves, questions. “Why do you keep all this?” he asked. She turned to the page of the storm and showed him the place where the ink changed. “Because of this,” she said. “You can hardly see it.”',
].join('\n\n')}

You can press *Stop* at any time, and *Continue* afterwards. Closing the window does not end the story either: it is written in the background and is here when you come back.

The end.`;
