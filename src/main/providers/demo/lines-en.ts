import type { Lines } from './lines.ts';

export const english: Lines = {
  locale: 'en-GB',

  greeting: `Hello, I am the **demo**: a small script inside Tina, not a real model. I work offline and without a key, so that you can see how everything feels.

Here is what you can try with me:

- **What time is it?** I will use a tool, and you can open its line to see what happened.
- **What is (17 + 25) * 3?** I will use the calculator.
- **Show me a table and some code.** I will show how answers are drawn.
- **Tell me a long story.** Then press *Stop* in the middle, and *Continue*.
- **Make something fail.** You will see that nothing written is lost.

When you want to talk to a real model, open *Settings* and add a key.`,

  formatting: `Answers are written in Markdown[^1]. A list:

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

[^1]: A few signs that say how a text should look, and that can be read without it too.`,

  failing: `This answer will break off in the middle of a sentence, as if the connection to the model had been lost. What you can read here stays, even if you close the window or the computer loses power, and`,

  realModel: `To talk to a real model, open *Settings*, choose a provider and paste your key there. Tina keeps the key on this computer, and it never reaches this page again: you will only see its last four characters.

If the key is already in the environment (for example \`ANTHROPIC_API_KEY\`), Tina uses it by itself.`,

  story: `Once upon a time there was a small program that had only one task: to write a long story, slowly, so that somebody could watch it.

${[
  'It began with a harbour. Every morning the boats went out before the light came, and every evening somebody counted them. The counting was the important part, for a boat that nobody counts is a boat that nobody misses.',
  'The woman who counted had a book. She wrote down each boat as it came in, not at the end of the day but at once, with the pen still wet. “What is written can be found again,” she said when they asked her why she never waited.',
  'One autumn a storm came up while she was writing. The lamp went out in the middle of a line, and when it burned again the sentence was still there, half of it, with the last word missing. She read it, dipped the pen, and went on from exactly that word.',
  'The people of the harbour learned from her. The baker wrote down the loaves while they were in the oven. The teacher wrote down the questions before she knew the answers. And when the great flood took the houses by the shore, they lost the houses, but not one of the things they had written.',
  'Years later a traveller asked to see the famous book. It was smaller than he had thought, and most of its lines were dull. Boats, loaves, questions. “Why do you keep all this?” he asked. She turned to the page of the storm and showed him the place where the ink changed. “Because of this,” she said. “You can hardly see it.”',
].join('\n\n')}

You can press *Stop* at any time, and *Continue* afterwards. Closing the window does not end the story either: it is written in the background and is here when you come back.

The end.`,

  thought: (length) =>
    `The person wrote ${length} characters. I am a script, so “thinking” means looking for words I know. I compare what they wrote with my few rules, take the first that fits, and answer in full sentences.`,
  hasThought:
    'I have thought about it. Open the folded line above to read how. A real model does this for hard questions when “Think first” is on.',
  asksCalculator: 'I will work that out with the calculator.',
  asksTool: (name) => `I will use ${name}.`,
  asksClock: 'Let me look at the clock.',
  result: (value) =>
    `The result is **${value}**.\n\nOpen the line above to see what was asked of the calculator and what came back.`,
  time: (value) =>
    `It is **${value}**.\n\nA model does not know the time by itself: it asked the tool in the line above.`,
  answered: (json) => `The tool answered: \`${json}\``,
  failed: (message) => `The tool could not do that: ${message}`,
  noReason: 'no reason was given',
  goesOn: ' here it goes on, in the same message, from exactly where it ended.',
};
