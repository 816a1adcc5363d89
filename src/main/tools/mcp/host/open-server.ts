import type { Clock } from '../../../../shared/clock.ts';
import type { ServerConfig } from '../../../../shared/contract/mcp-server.ts';
import { createElicitation } from '../elicitation/elicitation.ts';
import type { PromptKeeper } from '../prompts/server-prompts.ts';
import type { PendingQuestions } from '../questions/pending-questions.ts';
import type { ResourceKeeper } from '../resources/server-resources.ts';
import { rootsAbilities } from '../roots/roots-abilities.ts';
import type { Sampling } from '../sampling/sampling.ts';
import type { McpSession } from '../session/session.ts';
import { breakOffLeft } from '../tasks/call-as-task.ts';
import type { TaskBook } from '../tasks/task-book.ts';
import { needsConsent } from '../trust/consent.ts';
import { joinAbilities } from './abilities.ts';
import { connectServer } from './connect-server.ts';
import type { ConnectServerOptions } from './connect-server.ts';
import type { KnownTools } from './known-tools.ts';
import type { LiveSessions } from './live-sessions.ts';
import { readTools } from './read-tools.ts';
import type { ServerBook } from './server-book.ts';
import type { ServerGrants } from './server-grants.ts';

export interface OpenServerOptions {
  readonly book: Pick<ServerBook, 'has' | 'get'>;
  readonly tools: Pick<KnownTools, 'take'>;
  readonly prompts: Pick<PromptKeeper, 'follow'>;
  readonly resources: Pick<ResourceKeeper, 'follow' | 'updated'>;
  readonly questions: PendingQuestions;
  readonly sampling: Pick<Sampling, 'abilitiesFor'>;
  readonly grants: Pick<ServerGrants, 'connected'>;
  readonly sessions: LiveSessions;
  readonly tasks: TaskBook;
  readonly isCalled: (server: string) => boolean;
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  /** What reaches the server. */
  readonly connection: (
    config: ServerConfig,
  ) => Omit<ConnectServerOptions, 'config' | 'hasConsent' | 'events' | 'abilities' | 'signal'>;
}

/** A connected server whose tools are known: what it may ask is answered, and what it tells is heard. */
export async function openServer(
  id: string,
  signal: AbortSignal,
  options: OpenServerOptions,
): Promise<McpSession> {
  const { book, tools, prompts, resources, questions, sampling, grants, sessions } = options;
  const { tasks, isCalled, clock, platform, connection } = options;
  const { config, consent } = book.get(id);
  /** What is on its way out may still say what its tools are. */
  const isMeant = () =>
    book.has(id) &&
    book.get(id).consent?.hash === consent?.hash &&
    !needsConsent(book.get(id).config, consent);
  const elicitation = createElicitation({
    server: { id, name: config.name },
    questions,
    isCalled: () => isCalled(id),
  });
  const roots = rootsAbilities(() => book.get(id).config.roots, platform);
  const changed = { tools() {}, prompts() {}, resources() {} };
  const connected = await connectServer({
    ...connection(config),
    config,
    hasConsent: !needsConsent(config, consent),
    events: {
      onListChanged: (what) => changed[what](),
      onResourceUpdated: (uri) => resources.updated(id, uri),
      onElicitationComplete: elicitation.completed,
    },
    abilities: joinAbilities([elicitation.abilities, roots, sampling.abilitiesFor(id)]),
    signal,
  });
  const session = elicitation.follow(connected);
  sessions.add(id, session);
  grants.connected(id, session);
  breakOffLeft(session, id, tasks, clock);
  try {
    const list = readTools({
      session,
      server: config.name,
      listSeconds: config.timeouts.listSeconds,
      clock,
      signal,
      onTools(found) {
        if (isMeant()) tools.take(id, found);
      },
    });
    changed.tools = list.changed;
    await list.first;
    changed.prompts = prompts.follow(id, session, isMeant);
    changed.resources = resources.follow(id, session, isMeant);
    return session;
  } catch (error) {
    await session.close({ force: true });
    throw error;
  }
}
