import { openStore } from '../../src/main/store/open-store.ts';
import { startSourceWorker } from '../../src/main/store/start-source-worker.ts';
import { isToolOutcome } from '../../src/main/tools/tool-outcome.ts';
import { makeFolder } from '../harness/make-folder.ts';
import { median } from '../harness/statistics.ts';
import type { Figures, Subject, Subjects } from '../harness/subject.ts';
import { addServer, allAre, bareServer, keepNothing, openHost } from './mcp/open-host.ts';
import { connectSdk } from './mcp/sdk-client.ts';
import { fillStore } from './fill-store.ts';
import { silentLog } from './memory-host.ts';

/** What a call gave, in words or in their length. */
type Call = (name: string, input: object, signal: AbortSignal) => Promise<string | number>;

interface Caller {
  readonly call: Call;
  close(): Promise<void>;
}

/** Calls of the tools of one bare server, by our host and by the SDK. */
export const subjects: Subjects = {
  calls: async () => oneByOne(await ours()),
  'sdk-calls': async () => oneByOne(await theirs()),

  pipelined: async () => pipelined(await ours()),
  'sdk-pipelined': async () => pipelined(await theirs()),

  /** `n` megabytes in one result. */
  line: async () => oneLine(await ours()),
  'sdk-line': async () => oneLine(await theirs()),

  /** The same, kept in the store as the app keeps it. */
  'kept-line': async () => {
    const folder = await makeFolder();
    fillStore(folder.path, 50);
    const store = await openStore({
      dataDir: folder.path,
      log: silentLog,
      createWorker: startSourceWorker,
    });
    const [conversation] = (await store.listConversations({ limit: 1 })).conversations;
    if (conversation === undefined) throw new Error('there is no conversation');
    let kept = 0;
    const caller = await ours((artifact) => {
      // What is the same is kept only once.
      artifact.bytes[0] = kept++;
      return store.putArtifact({ ...artifact, conversationId: conversation.id, at: Date.now() });
    });
    const { close, ...subject } = oneLine(caller);
    return {
      ...subject,
      async close() {
        await close?.();
        await store.close();
        await folder.remove();
      },
    };
  },
};

async function ours(saveArtifact = keepNothing): Promise<Caller> {
  const folder = await makeFolder();
  const host = openHost(folder.path, saveArtifact);
  const id = await addServer(host, 'bare', [bareServer]);
  host.start(id);
  await allAre(host, [id], 'ready');
  const tools = new Map(host.offered().map((tool) => [tool.name.replace(/^.*__/, ''), tool]));
  return {
    async call(name, input, signal) {
      const tool = tools.get(name);
      if (tool === undefined) throw new Error(`there is no ${name}`);
      const given = await host.run(tool, input, { signal, conversationId: 'bench' });
      const [first] = isToolOutcome(given) ? given.content : [];
      if (first?.type === 'text') return first.text;
      return first?.type === 'excerpt' ? first.characters : 0;
    },
    async close() {
      await host.close();
      await folder.remove();
    },
  };
}

async function theirs(): Promise<Caller> {
  const client = await connectSdk([bareServer]);
  return {
    async call(name, input, signal) {
      const options = { signal, timeout: 600_000 };
      const { content } = await client.callTool({ name, arguments: input }, undefined, options);
      const text = content[0]?.text ?? '';
      return text.length > 1000 ? text.length : text;
    },
    close: () => client.close(),
  };
}

function oneByOne({ call, close }: Caller): Subject {
  return {
    close,
    async run(n): Promise<Figures> {
      const { signal } = new AbortController();
      const times: number[] = [];
      for (let index = 0; index < n; index++) {
        const startedAt = performance.now();
        const said = await call('echo', { text: `${index}` }, signal);
        times.push(performance.now() - startedAt);
        if (said !== `${index}`) throw new Error(`call ${index} was mistaken`);
      }
      return { p50: median(times) };
    },
  };
}

/** All under way at once, and all left by the same signal, as the calls of one turn are. */
function pipelined({ call, close }: Caller): Subject {
  let warnings = 0;
  // Those that print them.
  process.removeAllListeners('warning');
  process.on('warning', ({ name }) => {
    if (name === 'MaxListenersExceededWarning') warnings++;
  });
  return {
    close,
    async run(n): Promise<Figures> {
      const { signal } = new AbortController();
      const said = await Promise.all(
        Array.from({ length: n }, (_, index) => call('echo', { text: `${index}` }, signal)),
      );
      if (said.some((text, index) => text !== `${index}`)) throw new Error('one was mistaken');
      return { warnings };
    },
  };
}

function oneLine({ call, close }: Caller): Subject {
  return {
    close,
    async run(n) {
      const length = await call('line', { megabytes: n }, new AbortController().signal);
      if (length !== n * 1024 * 1024) throw new Error('the result was not whole');
    },
  };
}
