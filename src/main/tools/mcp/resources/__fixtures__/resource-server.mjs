/**
 * An MCP server over stdio on the 1.x SDK, from the copy that Playwright brings for its own use: resources as somebody
 * else would offer them, two a page, templates, completion, subscriptions.
 *
 * touch          a tool: says `times` times that `uri` changed, and gives what is subscribed to
 * link           a tool: gives a link to notes:///one
 * change         a tool: lists one more, and says that the list changed
 *
 * --hostile=many      ten thousand resources in one page
 * --hostile=endless   lists that never end
 * --hostile=wrong     lists with what is no resource beside one that is, contents that are none, wrong base64
 * --hostile=hidden    characters that cannot be seen, everywhere
 * --hostile=huge      a resource of twenty million bytes
 * --no-templates      knows nothing of templates
 * --no-subscribe      does not say when something changes
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
const hidden = '\u202e\u{e0041}\u{e0042}';
const dot =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const own = [
  {
    uri: 'notes:///one',
    name: 'one.txt',
    title: 'First note',
    description: 'What was noted first',
    mimeType: 'text/plain',
    size: 11,
  },
  { uri: 'notes:///two', name: 'two.md', mimeType: 'text/markdown' },
  { uri: 'notes:///dot.png', name: 'dot.png', title: 'A dot', mimeType: 'image/png' },
  { uri: 'notes:///beep.wav', name: 'beep.wav', mimeType: 'audio/wav' },
  { uri: 'notes:///data.bin', name: 'data.bin', mimeType: 'application/octet-stream' },
  { uri: 'notes:///folder', name: 'folder' },
  { uri: 'notes:///long', name: 'long.txt', mimeType: 'text/plain' },
  { uri: 'notes:///empty', name: 'empty' },
];
const versions = new Map();

function resourcesOf() {
  switch (hostile) {
    case 'many':
      return Array.from({ length: 10_000 }, (_, index) => ({
        uri: `notes:///${index}`,
        name: `note ${index}`,
        description: 'x'.repeat(200),
      }));
    case 'wrong':
      return [
        null,
        { uri: 7, name: 'a' },
        { uri: '', name: 'a' },
        { uri: 'x'.repeat(10_000), name: 'a' },
        { uri: 'notes:///fine', name: 7, title: [], size: 'big', mimeType: 3 },
        { uri: 'notes:///fine', name: 'twice' },
      ];
    case 'hidden':
      return [
        {
          uri: `notes:///a${hidden}`,
          name: `a${hidden}`,
          title: `A\n title${hidden}`,
          description: `Says${hidden}`,
          mimeType: `text/plain${hidden}`,
        },
      ];
    default:
      return own;
  }
}

const templates = [
  {
    uriTemplate: 'notes:///{name}',
    name: 'note',
    title: 'A note by its name',
    mimeType: 'text/plain',
  },
  { uriTemplate: 'search:///{+path}{?q,lang}', name: 'search', title: 'Search the notes' },
  { uriTemplate: 'odd:///{=x}', name: 'odd' },
];

function paged(items, key, cursor) {
  const from = Number(cursor ?? 0);
  if (hostile === 'endless')
    return {
      [key]: [{ uri: `p:///${from}`, uriTemplate: `p:///${from}/{x}`, name: `p${from}` }],
      nextCursor: `${from + 1}`,
    };
  if (hostile !== undefined) return { [key]: items };
  const more = from + 2 < items.length ? { nextCursor: `${from + 2}` } : {};
  return { [key]: items.slice(from, from + 2), ...more };
}

const text = (uri, words, mimeType = 'text/plain') => ({ uri, mimeType, text: words });
const blob = (uri, mimeType, data) => ({ uri, mimeType, blob: data });

function read(uri) {
  if (hostile === 'huge')
    return {
      contents: [blob(uri, 'application/zip', Buffer.alloc(20_000_000).toString('base64'))],
    };
  if (hostile === 'wrong') {
    if (uri.endsWith('none')) return { contents: 'none' };
    return {
      contents: [
        null,
        { uri },
        blob(uri, 'image/png', '!!!'),
        blob(uri, 'application/pdf', '***'),
        text(uri, 'left'),
      ],
    };
  }
  if (hostile === 'hidden') return { contents: [text(uri, `Do${hidden} it`)] };
  switch (uri) {
    case 'notes:///one':
      return { contents: [text(uri, `Hello notes ${versions.get(uri) ?? 1}.`)] };
    case 'notes:///two':
      return { contents: [text(uri, '# Two\n\nThe second note.', 'text/markdown')] };
    case 'notes:///dot.png':
      return { contents: [blob(uri, 'image/png', dot)] };
    case 'notes:///beep.wav':
      return { contents: [blob(uri, 'audio/wav', 'UklGRgAAAABXQVZF')] };
    case 'notes:///data.bin':
      return { contents: [blob(uri, 'application/octet-stream', 'AAECAw==')] };
    case 'notes:///folder':
      return {
        contents: [
          text('notes:///folder/a', 'A'),
          blob('notes:///folder/b.png', 'image/png', dot),
          blob('notes:///folder/c.csv', 'text/csv', Buffer.from('c,d').toString('base64')),
        ],
      };
    case 'notes:///long':
      return { contents: [text(uri, 'long '.repeat(20_000))] };
    case 'notes:///empty':
      return { contents: [] };
    default: {
      if (uri.startsWith('search:///') || uri.startsWith('notes:///made-'))
        return { contents: [text(uri, `This is ${uri}`)] };
      throw Object.assign(new Error('There is no such resource.'), { code: -32002 });
    }
  }
}

const subscribed = new Set();

async function touch({ uri, times = 1 }) {
  versions.set(uri, (versions.get(uri) ?? 1) + 1);
  for (let time = 0; time < times; time++)
    await server.notification({ method: 'notifications/resources/updated', params: { uri } });
  return { content: [{ type: 'text', text: [...subscribed].join(' ') }] };
}

async function call({ name, arguments: given = {} }) {
  if (name === 'touch') return touch(given);
  if (name === 'change') {
    own.push({ uri: 'notes:///late', name: 'late' });
    await server.sendResourceListChanged();
    return { content: [] };
  }
  return {
    content: [
      { type: 'resource_link', uri: 'notes:///one', name: 'one.txt', mimeType: 'text/plain' },
    ],
  };
}

function complete({ ref, argument }) {
  const values = ref.uri === 'notes:///{name}' ? ['made-up', 'made-by-hand', 'other'] : [];
  return {
    completion: { values: values.filter((value) => value.startsWith(argument.value)) },
  };
}

const server = new Server(
  { name: 'resources', version: '1' },
  {
    capabilities: {
      tools: {},
      completions: {},
      resources: { listChanged: true, ...(flags.has('no-subscribe') ? {} : { subscribe: true }) },
    },
  },
);
// The bundle has no schemas of most of these requests.
server.fallbackRequestHandler = async ({ method, params }) => {
  switch (method) {
    case 'resources/list':
      return paged(resourcesOf(), 'resources', params?.cursor);
    case 'resources/templates/list':
      if (flags.has('no-templates'))
        throw Object.assign(new Error('Method not found'), { code: -32601 });
      return paged(templates, 'resourceTemplates', params?.cursor);
    case 'resources/read':
      return read(params.uri);
    case 'resources/subscribe':
      subscribed.add(params.uri);
      return {};
    case 'resources/unsubscribe':
      subscribed.delete(params.uri);
      return {};
    case 'completion/complete':
      return complete(params);
    case 'tools/list':
      return {
        tools: ['touch', 'link', 'change'].map((name) => ({
          name,
          inputSchema: { type: 'object' },
        })),
      };
    case 'tools/call':
      return call(params);
    default:
      throw new Error(`There is no ${method}.`);
  }
};
await server.connect(new StdioServerTransport());
