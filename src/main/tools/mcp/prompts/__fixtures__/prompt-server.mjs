/**
 * An MCP server over stdio on the 1.x SDK, from the copy that Playwright brings for its own use: prompts as somebody
 * else would offer them, two a page.
 *
 * greet    takes nothing
 * review   needs `language`, takes `focus`; both are completed, `focus` depending on the language
 * talk     several messages, with everything a message can hold
 * change   offers one more prompt, `late`, and says that the list changed
 *
 * --hostile=many      ten thousand prompts in one page
 * --hostile=endless   a list that never ends
 * --hostile=wrong     prompts, messages and completions that are none, beside one that is
 * --hostile=hidden    characters that cannot be seen, everywhere
 * --hostile=long      a prompt of a million characters
 * --hostile=refused   refuses to list them
 * --no-completion     completes nothing
 */
import { createRequire } from 'node:module';

const { Server, StdioServerTransport } = createRequire(import.meta.url)(
  'playwright-core/lib/utilsBundle',
);

const flags = new Map(
  process.argv.slice(2).map((word) => {
    const [name, value = ''] = word.replace(/^--/, '').split('=');
    return [name, value];
  }),
);
const hostile = flags.get('hostile');
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const hidden = '\u202e\u{e0041}\u{e0042}';

const own = [
  { name: 'greet', title: 'Greeting', description: 'Says hello' },
  {
    name: 'review',
    title: 'Code review',
    description: 'Looks through code',
    arguments: [
      { name: 'language', description: 'What it is written in', required: true },
      { name: 'focus', title: 'Focus', description: 'What to look at first' },
    ],
  },
  { name: 'talk' },
  { name: 'change' },
];
const late = { name: 'late', description: 'Came later' };
let isChanged = false;

function promptsOf() {
  switch (hostile) {
    case 'many':
      return Array.from({ length: 10_000 }, (_, index) => ({
        name: `prompt ${index}`,
        description: 'x'.repeat(500),
      }));
    case 'wrong':
      return [
        null,
        { name: 7 },
        { name: '' },
        { name: 'x'.repeat(2000) },
        { name: 'fields', arguments: 'none' },
        { name: 'many', arguments: Array.from({ length: 51 }, () => ({ name: 'a' })) },
        { name: 'fine', title: 7, description: [], arguments: [{ name: 'a', required: 'yes' }] },
        { name: 'fine', title: 'Twice' },
      ];
    case 'hidden':
      return [
        {
          name: `plain${hidden}`,
          title: `Plain${hidden}\n  title`,
          description: `Says${hidden} hello`,
          arguments: [{ name: 'a', description: hidden }],
        },
      ];
    default:
      return isChanged ? [...own, late] : own;
  }
}

function list(cursor) {
  if (hostile === 'refused') throw new Error('The list is locked.');
  const from = Number(cursor ?? 0);
  if (hostile === 'endless') return { prompts: [{ name: `p${from}` }], nextCursor: `${from + 1}` };
  const prompts = promptsOf();
  if (hostile !== undefined) return { prompts };
  const more = from + 2 < prompts.length ? { nextCursor: `${from + 2}` } : {};
  return { prompts: prompts.slice(from, from + 2), ...more };
}

const user = (content) => ({ role: 'user', content });
const text = (words) => ({ type: 'text', text: words });

async function get({ name, arguments: given = {} }) {
  if (hostile === 'wrong')
    return name === 'fine'
      ? { messages: [user({ type: 'text' }), user(7), user({ type: 'film' }), user(text('left'))] }
      : { messages: 'none' };
  if (hostile === 'hidden') return { messages: [user(text(`Say${hidden} hello`))] };
  if (hostile === 'long') return { messages: [user(text('x'.repeat(1_000_000)))] };
  switch (name) {
    case 'greet':
      return { messages: [user(text('Say hello to everybody.'))] };
    case 'review':
      if (given.language === undefined) throw new Error('The language is missing.');
      return {
        messages: [user(text(`Review this ${given.language}, ${given.focus ?? 'all'} first.`))],
      };
    case 'talk':
      return {
        description: 'A talk',
        messages: [
          user(text('What is this?')),
          { role: 'assistant', content: text('A picture.') },
          user({ type: 'image', mimeType: 'image/png', data: pixel }),
          user({ type: 'audio', mimeType: 'audio/wav', data: 'AAAA' }),
          user({
            type: 'resource',
            resource: { uri: 'notes:///one', mimeType: 'text/plain', text: 'One\n```\ncode' },
          }),
          user({
            type: 'resource',
            resource: {
              uri: 'notes:///two',
              mimeType: 'text/plain',
              blob: Buffer.from('Two').toString('base64'),
            },
          }),
          user({
            type: 'resource',
            resource: { uri: 'notes:///three', mimeType: 'image/png', blob: 'AAAA' },
          }),
          user({ type: 'resource_link', uri: 'notes:///four', name: 'Four' }),
        ],
      };
    case 'change':
      isChanged = true;
      await server.sendPromptListChanged();
      return { messages: [] };
    case 'late':
      return { messages: [user(text('Better late than never.'))] };
    default:
      throw new Error('There is no such prompt.');
  }
}

const values = {
  language: () => ['Python', 'Pascal', 'TypeScript'],
  focus: ({ language = 'any' }) => [`${language} types`, `${language} speed`],
};

function complete({ ref, argument, context }) {
  if (hostile === 'wrong')
    return { completion: { values: [1, null, 'fine', 'fine', 'x'.repeat(2000), `a${hidden}`] } };
  if (hostile === 'many')
    return { completion: { values: Array.from({ length: 10_000 }, (_, index) => `v${index}`) } };
  if (ref.type === 'ref/resource') return { completion: { values: [`${ref.uri} one`] } };
  const all = values[argument.name]?.(context?.arguments ?? {}) ?? [];
  const begin = argument.value.toLowerCase();
  return { completion: { values: all.filter((value) => value.toLowerCase().startsWith(begin)) } };
}

const server = new Server(
  { name: 'prompts', version: '1' },
  {
    capabilities: {
      prompts: { listChanged: true },
      ...(flags.has('no-completion') ? {} : { completions: {} }),
    },
  },
);
// The bundle has no schemas of these requests.
server.fallbackRequestHandler = async ({ method, params }) => {
  switch (method) {
    case 'prompts/list':
      return list(params?.cursor);
    case 'prompts/get':
      return get(params);
    case 'completion/complete':
      return complete(params);
    default:
      throw new Error(`There is no ${method}.`);
  }
};
await server.connect(new StdioServerTransport());
