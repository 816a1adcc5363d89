/**
 * An MCP server that asks its person, on the `Server` of the 1.x SDK from the copy that Playwright brings: somebody
 * else's side of elicitation. Each tool tells as JSON what it got.
 *
 * form     {schema, message}  asks for these fields; without a schema for one of every kind. {seconds}: takes it back then
 * many     asks seven times at once
 * url      {url, complete}    sends to an address; `complete`: says at once that it is done there; `wait`: goes on until `there`
 * there    {id, leave}         says that all is done at that address; `leave`: ends the calls of `url` with `wait`
 * first    {url, again}       refuses until the person has been at an address; `again`: every time
 * dies     asks, and ends
 * later    asks half a second after it has answered; without a call that runs
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const {
  Server,
  StdioServerTransport,
  ListToolsRequestSchema,
  CallToolRequestSchema,
} = require('playwright-core/lib/utilsBundle');

const everyKind = {
  type: 'object',
  required: ['name', 'email', 'size', 'agree'],
  properties: {
    name: {
      type: 'string',
      title: 'Name',
      minLength: 2,
      maxLength: 20,
      description: 'As friends call you',
    },
    email: { type: 'string', format: 'email', title: 'E-mail' },
    page: { type: 'string', format: 'uri', title: 'Page' },
    born: { type: 'string', format: 'date', title: 'Day' },
    meeting: { type: 'string', format: 'date-time', title: 'Moment' },
    code: { type: 'string', title: 'Code', pattern: '^[A-Z]{3}$' },
    count: { type: 'integer', title: 'Count', minimum: 1, maximum: 9, default: 3 },
    weight: { type: 'number', title: 'Weight', minimum: 0.5 },
    agree: { type: 'boolean', title: 'Agree', default: false },
    size: { type: 'string', title: 'Size', enum: ['s', 'm'], enumNames: ['Small', 'Medium'] },
    color: {
      type: 'string',
      title: 'Colour',
      oneOf: [
        { const: '#f00', title: 'Red' },
        { const: '#00f', title: 'Blue' },
      ],
      default: '#00f',
    },
    days: {
      type: 'array',
      title: 'Days',
      minItems: 1,
      maxItems: 2,
      items: { type: 'string', enum: ['Mon', 'Tue', 'Wed'] },
      default: ['Tue'],
    },
    parts: {
      type: 'array',
      title: 'Parts',
      items: {
        anyOf: [
          { const: 'a', title: 'First' },
          { const: 'b', title: 'Second' },
        ],
      },
    },
  },
};

const server = new Server({ name: 'asking', version: '1' }, { capabilities: { tools: {} } });
const visited = new Set();
const left = Promise.withResolvers();

server.setRequestHandler(ListToolsRequestSchema, () => ({
  tools: ['form', 'many', 'url', 'there', 'first', 'dies', 'later'].map((name) => ({
    name,
    description: `Asks: ${name}`,
    inputSchema: { type: 'object' },
  })),
}));

const said = (value) => ({ content: [{ type: 'text', text: JSON.stringify(value) }] });

server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }) => {
  const { name, arguments: given = {} } = params;
  const {
    message = 'Tell me.',
    schema = everyKind,
    seconds,
    url = 'https://a.example/b?c=d',
  } = given;
  const ask = (options = { signal }) =>
    server.elicitInput(
      { mode: 'form', message, requestedSchema: schema },
      { timeout: 60_000, ...options },
    );
  const tell = async (asking) => {
    try {
      return said(await asking);
    } catch (error) {
      return said({ code: error.code, message: error.message });
    }
  };
  switch (name) {
    case 'form':
      return tell(ask(seconds === undefined ? { signal } : { timeout: seconds * 1000 }));
    case 'many': {
      const all = await Promise.allSettled([1, 2, 3, 4, 5, 6, 7].map(() => ask()));
      return said(all.map(({ value, reason }) => value?.action ?? reason.code));
    }
    case 'url': {
      const asking = server.elicitInput(
        { mode: 'url', message, elicitationId: 'e', url },
        { signal },
      );
      if (given.wait === true) {
        await asking;
        await left.promise;
        return said({ left: true });
      }
      if (given.complete !== true) return tell(asking);
      const { action } = await asking;
      await server.createElicitationCompletionNotifier('e')();
      return said({ action, completed: true });
    }
    case 'there':
      await server.createElicitationCompletionNotifier(given.id)();
      if (given.leave === true) left.resolve();
      return said({});
    case 'first': {
      if (visited.has(url) && given.again !== true) return said({ visited: true });
      visited.add(url);
      const elicitations = [{ mode: 'url', message, elicitationId: 'f', url }];
      throw Object.assign(new Error('Go there first.'), { code: -32042, data: { elicitations } });
    }
    case 'dies':
      void ask().catch(() => {});
      setTimeout(() => process.exit(0), 200);
      return new Promise(() => {});
    case 'later':
      setTimeout(() => void ask({}).catch(() => {}), given.ms ?? 0);
      return said({});
    default:
      return { content: [], isError: true };
  }
});

await server.connect(new StdioServerTransport());
