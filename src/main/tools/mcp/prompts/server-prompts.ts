import type {
  Completion,
  CompletionWish,
  OfferedPrompt,
  ServerPrompt,
} from '../../../../shared/contract/mcp-prompts.ts';
import type { ServerState } from '../../../../shared/contract/mcp-events.ts';
import type { Clock } from '../../../../shared/clock.ts';
import { AppError, toWire } from '../../../../shared/errors.ts';
import type { WireError } from '../../../../shared/errors.ts';
import { segmentsOf } from '../../../../shared/hidden-characters.ts';
import type { Log } from '../../../host.ts';
import { logBug } from '../../../log-bug.ts';
import type { JsonFile } from '../host/json-file.ts';
import type { ServerAccess } from '../host/server-access.ts';
import type { ServerBook, ServerEntry } from '../host/server-book.ts';
import type { McpSession } from '../session/session.ts';
import { needsConsent } from '../trust/consent.ts';
import { visibleLine } from '../visible-line.ts';
import { complete } from './complete.ts';
import { createKnownPrompts } from './known-prompts.ts';
import { parseFilledPrompt } from './parse-filled-prompt.ts';
import type { ParsedPrompt } from './parse-filled-prompt.ts';
import type { PromptDefinition } from './parse-prompts.ts';
import { readPrompts } from './read-prompts.ts';

/** The prompts of all servers, for their person. Ids that nobody knows: `not-found`. */
export interface ServerPrompts {
  /** Of the servers that can be asked, running or not. */
  prompts(): readonly OfferedPrompt[];
  serverPrompts(server: string): {
    /** null: it was never asked. */
    readonly prompts: readonly ServerPrompt[] | null;
    readonly hasMore: boolean;
    readonly error: WireError | null;
  };
  /** What it comes to, as its server says it. Starts the server if need be. */
  readPrompt(
    wish: {
      readonly server: string;
      readonly name: string;
      readonly arguments: Readonly<Record<string, string>>;
    },
    signal: AbortSignal,
  ): Promise<ReadPrompt>;
  /** What could stand in an argument; nothing where the server does not say. Starts it if need be. */
  complete(
    wish: CompletionWish & { readonly server: string },
    signal: AbortSignal,
  ): Promise<Completion>;
}

export interface ReadPrompt extends ParsedPrompt {
  readonly server: { readonly id: string; readonly name: string };
  readonly untrusted: boolean;
}

export interface PromptKeeper extends ServerPrompts {
  /** Reads those of a server that is connected. The returned function reads them again, within a second. */
  follow(server: string, session: McpSession, isMeant: () => boolean): () => void;
  /** The servers were described otherwise. */
  refresh(): void;
}

export interface PromptKeeperOptions {
  readonly book: Pick<ServerBook, 'list' | 'get'>;
  readonly access: ServerAccess;
  readonly stateOf: (server: string) => ServerState;
  readonly file: JsonFile;
  readonly onChange: (server: string) => void;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn' | 'error'>;
}

/** Of all servers together: nobody chooses among more. */
const maxOffered = 2000;
const maxTitle = 100;
/** In these nobody but a person can start it. */
const unusable: ReadonlySet<ServerState> = new Set([
  'disabled',
  'needs_consent',
  'needs_auth',
  'failed',
]);

export function createServerPrompts(options: PromptKeeperOptions): PromptKeeper {
  const { book, access, stateOf, file, onChange, clock, log } = options;
  const known = createKnownPrompts(file, log);
  const errors = new Map<string, WireError>();
  const listOf = ({ config, consent }: ServerEntry) => known.of(config.id, consent?.hash);

  function setError(server: string, error: WireError | null): boolean {
    const before = errors.get(server);
    if (error === null) errors.delete(server);
    else errors.set(server, error);
    return before !== undefined || error !== null;
  }

  function isUsable({ config, consent }: ServerEntry): boolean {
    return config.enabled && !needsConsent(config, consent) && !unusable.has(stateOf(config.id));
  }

  return {
    prompts: () =>
      book
        .list()
        .filter(isUsable)
        .flatMap((entry) => {
          const { id, name } = entry.config;
          const { prompts = [], canComplete = false } = listOf(entry) ?? {};
          return prompts.map((prompt) => ({
            ...shown(prompt),
            server: { id, name },
            canComplete,
          }));
        })
        .slice(0, maxOffered),
    serverPrompts(id) {
      const list = listOf(book.get(id));
      return {
        prompts: list?.prompts.map(shown) ?? null,
        hasMore: list?.hasMore ?? false,
        error: errors.get(id) ?? null,
      };
    },
    async readPrompt({ server, name, arguments: given }, signal) {
      const { config } = book.get(server);
      const answer = await access.read(
        server,
        (session, left) => session.request('prompts/get', { name, ...argumentsOf(given) }, left),
        signal,
      );
      return {
        ...parseFilledPrompt(config.name, answer),
        server: { id: server, name: config.name },
        untrusted: !config.trusted,
      };
    },
    complete(wish, signal) {
      const { config } = book.get(wish.server);
      return access.read(
        wish.server,
        (session, left) => complete(session, { ...wish, server: config.name }, left),
        signal,
      );
    },
    follow(id, session, isMeant) {
      const { config, consent } = book.get(id);
      return readPrompts({
        session,
        server: config.name,
        listSeconds: config.timeouts.listSeconds,
        clock,
        onRead(list) {
          if (!isMeant()) return;
          const isNew = known.take(id, consent?.hash, list);
          if (setError(id, null) || isNew) onChange(id);
        },
        onError(error) {
          if (!isMeant()) return;
          if (!(error instanceof AppError)) logBug(error, log);
          setError(id, toWire(error));
          onChange(id);
        },
      });
    },
    refresh() {
      const servers = new Set(book.list().map(({ config }) => config.id));
      known.keepOnly(servers);
      for (const id of errors.keys()) if (!servers.has(id)) errors.delete(id);
    },
  };
}

/** Those of older versions take no empty record where there is nothing to be given. */
function argumentsOf(given: Readonly<Record<string, string>>): {
  readonly arguments?: Readonly<Record<string, string>>;
} {
  return Object.keys(given).length === 0 ? {} : { arguments: given };
}

function shown({
  name,
  title,
  description = '',
  arguments: taken,
}: PromptDefinition): ServerPrompt {
  return {
    name,
    title: titleOf(title, name),
    description: segmentsOf(description).slice(),
    arguments: taken.map((one) => ({
      name: one.name,
      title: titleOf(one.title, one.name),
      description: segmentsOf(one.description ?? '').slice(),
      required: one.required,
    })),
  };
}

function titleOf(title: string | undefined, name: string): string {
  return visibleLine(title ?? '', maxTitle) || visibleLine(name, maxTitle) || '?';
}
