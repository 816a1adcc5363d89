import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ServerTool } from '../../../../shared/contract/mcp.ts';
import type { McpEvent, McpUpdate } from '../../../../shared/contract/mcp-events.ts';
import type { PendingQuestion, QuestionAnswer } from '../../../../shared/contract/mcp-questions.ts';
import type { ServerConfig } from '../../../../shared/contract/mcp-server.ts';
import { isRecord } from '../../../../shared/is-record.ts';
import { createFeed } from '../../../feed.ts';
import type { Log, Secrets } from '../../../host.ts';
import { logBug } from '../../../log-bug.ts';
import type { RunOptions } from '../../tool.ts';
import { toolChanged } from '../../tools.ts';
import type { OfferedTool } from '../../tools.ts';
import { createSupervisors } from '../lifecycle/supervisors.ts';
import type { Supervisor } from '../lifecycle/supervisor.ts';
import type { LogPage } from '../logs/server-log.ts';
import type { McpSession } from '../session/session.ts';
import { createSignIns } from '../sign-in/sign-ins.ts';
import { createPendingQuestions } from '../questions/pending-questions.ts';
import { createServerPrompts } from '../prompts/server-prompts.ts';
import type { ServerPrompts } from '../prompts/server-prompts.ts';
import { createServerResources } from '../resources/server-resources.ts';
import type { ServerResources } from '../resources/server-resources.ts';
import { createSampling } from '../sampling/sampling.ts';
import type { SamplingModels } from '../sampling/sampling.ts';
import { createStdioHost } from '../stdio/stdio-host.ts';
import type { StdioHostOptions } from '../stdio/stdio-host.ts';
import { createTaskBook } from '../tasks/task-book.ts';
import { consentHashOf } from '../trust/consent.ts';
import { bundleFolder, removeBundle } from '../bundle/bundle-folder.ts';
import { createBundles } from '../bundle/bundles.ts';
import type { Bundles } from '../bundle/bundles.ts';
import { callTool } from './call-tool.ts';
import type { SaveArtifact } from './call-tool.ts';
import { openServer } from './open-server.ts';
import { resolveServer } from './resolve-server.ts';
import type { ResolvedServer } from './resolve-server.ts';
import { describeTools } from './describe-tools.ts';
import { openJsonFile } from './json-file.ts';
import { createKnownTools } from './known-tools.ts';
import { createLiveSessions } from './live-sessions.ts';
import { manageServers } from './manage-servers.ts';
import type { ManagedServers } from './manage-servers.ts';
import { createServerAccess } from './server-access.ts';
import { createServerBook } from './server-book.ts';
import { createServerGrants } from './server-grants.ts';
import type { ServerGrants } from './server-grants.ts';
import { createServerLogs } from './server-logs.ts';
import { createServerSignIns } from './server-sign-ins.ts';
import type { ServerSignIns } from './server-sign-ins.ts';
import { createServerSecrets } from './server-secrets.ts';

export interface McpHostOptions extends Omit<StdioHostOptions, 'log'> {
  readonly version: string;
  readonly secrets: Pick<Secrets, 'get' | 'set' | 'delete' | 'hide' | 'places'>;
  readonly random: () => number;
  readonly log: Pick<Log, 'warn' | 'error'>;
  readonly saveArtifact: SaveArtifact;
  /** For servers that ask for a model's answer, as far as their person lets them. */
  readonly models: SamplingModels;
  /** Its tools ask again: what they were allowed, they were as something else. */
  readonly forgetAllowed: (server: string) => Promise<void>;
  /** Loads what says how many tokens telling a model of tools takes, about. */
  readonly loadCounting: () => Promise<
    (tools: readonly Pick<OfferedTool, 'name' | 'description' | 'inputSchema'>[]) => number
  >;
}

/** The MCP servers of a person: described, agreed to, looked after, and their tools. Ids that nobody knows: `not-found`. */
export interface McpHost
  extends
    ManagedServers,
    ServerPrompts,
    ServerResources,
    Omit<ServerGrants, 'connected'>,
    Omit<ServerSignIns, 'authorizerFor' | 'fingerprintOf'> {
  readonly bundles: Bundles;
  watch(options: {
    readonly after: string | undefined;
    readonly signal: AbortSignal;
  }): AsyncGenerator<McpUpdate, void, void>;
  start(server: string): void;
  stop(server: string): Promise<void>;
  restart(server: string): void;
  tools(server: string): Promise<readonly ServerTool[]>;
  /** Throws `conflict` if the tool has changed since it was shown. */
  acceptTool(server: string, tool: string, hash: string): void;
  log(server: string, after: number, limit: number): LogPage;
  /** What servers ask their person, the oldest first. */
  questions(): readonly PendingQuestion[];
  /** Throws `conflict` if it does not wait (any more), `invalid-input` if it cannot be answered so. */
  answer(question: string, answer: QuestionAnswer): void;
  /** For models: what may be called now, whether its server runs or not. */
  offered(): readonly OfferedTool[];
  /** Starts the server if need be. */
  run(tool: OfferedTool, input: unknown, options: RunOptions): Promise<unknown>;
  /** Ends all servers and what they started, within four seconds. */
  close(): Promise<void>;
}

/** How many events a window may be away and still go on from where it was. */
const keptEvents = 2000;

export function createMcpHost(options: McpHostOptions): McpHost {
  const { dataDir, clock, log, random, version, loadCounting, saveArtifact } = options;
  const book = createServerBook(openJsonFile(join(dataDir, 'mcp-servers.json'), log));
  const secrets = createServerSecrets(options.secrets);
  const stdio = createStdioHost({ ...options, log });
  const reaped = stdio.reaper.reap().catch((error: unknown) => void logBug(error, log));
  const feed = createFeed<McpEvent>({ epoch: randomUUID(), keep: keptEvents });
  const logs = createServerLogs({
    dataDir,
    clock,
    onLine: (server, newest) => publish([{ type: 'log', server, newest }]),
  });
  const tools = createKnownTools(book, (server) => publish([{ type: 'tools-changed', server }]));

  const supervisors = createSupervisors<SupervisedEntry, McpSession>({
    connectorFor: (server) => ({
      connect: ({ signal }) => connect(server().id, signal),
      eraWasWrong: () => false,
      proved() {},
    }),
    feed,
    clock,
    random,
    log,
  });
  const { publish } = supervisors;
  const questions = createPendingQuestions({ clock, runningCalls: () => supervisors.calls });
  questions.onChange(() => publish([{ type: 'questions-changed' }]));
  const access = createServerAccess({ book, supervisorOf, clock });
  const prompts = createServerPrompts({
    book,
    access,
    stateOf: (id) => supervisorOf(id).status.state,
    file: openJsonFile(join(dataDir, 'mcp-prompts.json'), log),
    onChange: (server) => publish([{ type: 'prompts-changed', server }]),
    clock,
    log,
  });
  const resources = createServerResources({
    book,
    access,
    stateOf: (id) => supervisorOf(id).status.state,
    file: openJsonFile(join(dataDir, 'mcp-resources.json'), log),
    publish,
    clock,
    log,
  });
  const sessions = createLiveSessions();
  const tasks = createTaskBook(openJsonFile(join(dataDir, 'mcp-tasks.json'), log), clock, log);
  const { platform } = options;
  const sampling = createSampling({
    questions,
    models: options.models,
    clock,
    rule: (id) => (book.has(id) ? book.get(id).config.sampling : 'off'),
    setRule: (id, rule) => grants.setSampling(id, rule),
    nameOf: (id) => book.get(id).config.name,
    isBusy: isCalled,
    note(id, line) {
      if (book.has(id)) logs.of(id).add('host', line);
    },
  });
  const grants = createServerGrants({ book, sessions, logs, platform, clock, follow });
  const signIns = createSignIns({
    secrets: options.secrets,
    clock,
    log,
    onChange: () => publish([{ type: 'sign-ins-changed' }]),
    onGrant: signedInOrOut,
  });

  const serverSignIns = createServerSignIns({ book, logs, signIns, resolve: resolveById });

  function resolveById(id: string): Promise<ResolvedServer> {
    const { config } = book.get(id);
    return resolveServer({ config, secrets: secrets.get(id), bundle: bundleOf(id), host: stdio });
  }

  function bundleOf(id: string): string {
    return bundleFolder(dataDir, id);
  }

  async function connect(id: string, signal: AbortSignal): Promise<McpSession> {
    await reaped;
    return openServer(id, signal, {
      book,
      tools,
      prompts,
      resources,
      questions,
      sampling,
      grants,
      sessions,
      tasks,
      isCalled,
      clock,
      platform,
      connection: (config) => ({
        secrets: secrets.get(id),
        host: stdio,
        bundle: bundleOf(id),
        log: logs.of(id),
        version,
        authorizerFor: (launch) => serverSignIns.authorizerFor(config, launch),
        bugs: log,
      }),
    });
  }

  function isCalled(id: string): boolean {
    return supervisors.calls.some(({ server }) => server === id);
  }

  /** It is connected anew, as whoever it is now. */
  function signedInOrOut(id: string): void {
    if (!book.has(id)) return;
    follow();
    if (signIns.grantOf(id) !== '') supervisorOf(id).start('asked');
  }

  function supervisorOf(id: string): Supervisor<McpSession> {
    book.get(id);
    const supervisor = supervisors.of(id);
    if (supervisor === undefined) throw new Error('A server in the book is not looked after.');
    return supervisor;
  }

  /** After the book has changed. */
  function follow(): void {
    tools.refresh();
    prompts.refresh();
    resources.refresh();
    supervisors.set(
      book.list().map(({ config }) => ({
        id: config.id,
        enabled: config.enabled,
        warm: false,
        fingerprint: fingerprintOf(config),
      })),
    );
    publish([{ type: 'servers-changed' }]);
  }

  /** Of what is run, who asks, and what a server is told that it may ask for when it is connected. */
  function fingerprintOf(config: ServerConfig): string {
    return [
      consentHashOf(config),
      config.roots.length > 0,
      sampling.isTold(config.id),
      serverSignIns.fingerprintOf(config),
    ].join(' ');
  }

  async function run(tool: OfferedTool, input: unknown, call: RunOptions): Promise<unknown> {
    const offer = tools.offerOf(tool);
    const supervisor = supervisorOf(offer.entry.config.id);
    // Only when it is connected a server says whether its tools are still those its person agreed to.
    const check = () => {
      if (!isDeepStrictEqual(tools.offerOf(tool).definition, offer.definition))
        throw toolChanged(tool);
    };
    const { id } = offer.entry.config;
    const wasTold = sampling.isTold(id);
    try {
      return await callTool(input, {
        offer,
        check,
        supervisor,
        call,
        saveArtifact,
        questions,
        sampling,
        tasks,
        publish,
        clock,
        log,
      });
    } finally {
      // It was to be told no more that it may ask models, and had work to do.
      if (wasTold && !sampling.isTold(id)) follow();
    }
  }

  const managed = manageServers({
    book,
    secrets: {
      ...secrets,
      async forget(id) {
        await secrets.forget(id);
        await signIns.forget(id);
      },
    },
    tools: {
      forget(id) {
        tools.forget(id);
        tasks.forget(id);
      },
    },
    logs,
    bundleOf,
    removeBundle: (id) => removeBundle(dataDir, id),
    forgetAllowed: options.forgetAllowed,
    follow,
    secretsChanged(id) {
      if (isRunning(supervisorOf(id))) supervisorOf(id).restart('config-changed');
    },
  });
  const bundles = createBundles({ ...options, addServer: managed.add });

  follow();
  // Before a turn has to wait for it: hundreds of tools take milliseconds.
  setImmediate(() => {
    try {
      tools.offers();
    } catch (error) {
      logBug(error, log);
    }
  });

  return {
    prompts: prompts.prompts,
    serverPrompts: prompts.serverPrompts,
    readPrompt: prompts.readPrompt,
    complete: prompts.complete,
    resourceServers: resources.resourceServers,
    resources: resources.resources,
    resourceTemplates: resources.resourceTemplates,
    readResource: resources.readResource,
    followResource: resources.followResource,
    unfollowResource: resources.unfollowResource,
    followedResources: resources.followedResources,
    ...managed,
    bundles,
    ...grants,
    watch: (reader) => supervisors.watch(reader),
    start: (id) => supervisorOf(id).start('asked'),
    stop: (id) => supervisorOf(id).stop(),
    restart: (id) => supervisorOf(id).restart(),
    async tools(id) {
      const countTokens = await loadCounting();
      return describeTools({
        server: id,
        review: tools.review(id),
        offered: tools.offeredBy(id),
        countTokens: ({ name, description = '', inputSchema }) =>
          countTokens([
            { name, description, inputSchema: isRecord(inputSchema) ? inputSchema : {} },
          ]),
      });
    },
    acceptTool: (id, name, hash) => tools.accept(id, name, hash),
    log(id, after, limit) {
      book.get(id);
      return logs.read(id, after, limit);
    },
    questions: () => questions.list(),
    answer: (question, answer) => questions.answer(question, answer),
    signIns: serverSignIns.signIns,
    beginSignIn: serverSignIns.beginSignIn,
    cancelSignIn: serverSignIns.cancelSignIn,
    signOut: serverSignIns.signOut,
    offered: () => tools.offers().map(({ offered }) => offered),
    run,
    async close() {
      resources.close();
      signIns.close();
      await supervisors.stopAll();
      await Promise.all([reaped, logs.close(), bundles.close()]);
    },
  };
}

interface SupervisedEntry {
  readonly id: string;
  readonly enabled: boolean;
  readonly warm: boolean;
  readonly fingerprint: string;
}

function isRunning({ status }: Supervisor<McpSession>): boolean {
  return status.state === 'ready' || status.state === 'degraded' || status.state === 'starting';
}
