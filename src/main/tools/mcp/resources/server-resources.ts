import type {
  FollowedResource,
  ResourceTemplate,
  ServerResource,
} from '../../../../shared/contract/mcp-resources.ts';
import type { McpEvent, ServerState } from '../../../../shared/contract/mcp-events.ts';
import type { ResourcePart } from '../../../../shared/contract/message.ts';
import { sleep } from '../../../../shared/clock.ts';
import type { Clock } from '../../../../shared/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import { isRecord } from '../../../../shared/is-record.ts';
import type { Log } from '../../../host.ts';
import { logBug } from '../../../log-bug.ts';
import { keepBlocks } from '../../results/keep-result.ts';
import type { KeeperOptions } from '../../results/keeper.ts';
import type { JsonFile } from '../host/json-file.ts';
import type { ServerAccess } from '../host/server-access.ts';
import type { ServerBook } from '../host/server-book.ts';
import type { McpSession } from '../session/session.ts';
import { needsConsent } from '../trust/consent.ts';
import {
  describeResource,
  describeTemplate,
  isFound,
  nameOf,
  titleLine,
} from './describe-resources.ts';
import { createKnownResources } from './known-resources.ts';
import { readResource } from './read-resource.ts';
import { createResourceLists } from './resource-lists.ts';
import { createUpdateNotes } from './update-notes.ts';

export interface ResourceWish {
  readonly server: string;
  readonly uri: string;
  /** What whoever asks calls it, where its server does not list it. */
  readonly name?: string | undefined;
}

/** The resources of all servers, for their person. Ids that nobody knows: `not-found`. All but the first and last may start a server. */
export interface ServerResources {
  /** Of the servers that can be asked, running or not, those that are known to have any. */
  resourceServers(): readonly { readonly id: string; readonly name: string }[];
  resources(
    wish: {
      readonly server: string;
      readonly query: string;
      readonly offset: number;
      readonly limit: number;
    },
    signal: AbortSignal,
  ): Promise<{
    readonly resources: readonly ServerResource[];
    readonly total: number;
    readonly hasMore: boolean;
    readonly canFollow: boolean;
  }>;
  resourceTemplates(
    server: string,
    signal: AbortSignal,
  ): Promise<{ readonly templates: readonly ResourceTemplate[]; readonly hasMore: boolean }>;
  /** What it holds now. Rejects with `too-large` where that is more than can be attached. */
  readResource(
    wish: ResourceWish,
    save: KeeperOptions['save'],
    signal: AbortSignal,
  ): Promise<Omit<ResourcePart, 'type' | 'id' | 'readAt'>>;
  followResource(server: string, uri: string, signal: AbortSignal): Promise<void>;
  unfollowResource(server: string, uri: string): void;
  followedResources(): readonly FollowedResource[];
}

export interface ResourceKeeper extends ServerResources {
  /** The server is connected: what is followed is asked for again. The returned function: its lists changed. */
  follow(server: string, session: McpSession, isMeant: () => boolean): () => void;
  updated(server: string, uri: string): void;
  /** The servers were described otherwise. */
  refresh(): void;
  close(): void;
}

export interface ResourceKeeperOptions {
  readonly book: Pick<ServerBook, 'list' | 'get' | 'has'>;
  readonly access: ServerAccess;
  readonly stateOf: (server: string) => ServerState;
  readonly file: JsonFile;
  readonly publish: (events: readonly McpEvent[]) => void;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn' | 'error'>;
}

/** Of one server. */
const maxFollowed = 50;
const betweenChangesMs = 500;
/** In these nobody but a person can start it. */
const unusable: ReadonlySet<ServerState> = new Set([
  'disabled',
  'needs_consent',
  'needs_auth',
  'failed',
]);

export function createServerResources(options: ResourceKeeperOptions): ResourceKeeper {
  const { book, access, stateOf, file, publish, clock, log } = options;
  const known = createKnownResources(file, log);
  const lists = createResourceLists();
  /** By server: what its connection is, and when which addresses changed, read since or not. */
  const sessions = new Map<string, McpSession>();
  const changed = new Map<string, Map<string, { readonly at: number; readonly isNew: boolean }>>();
  const notes = createUpdateNotes(
    (updated) => publish(updated.map((one) => ({ type: 'resource-updated', ...one }))),
    clock,
  );

  /** What changed while it was read may not be in what was read. */
  function looked(server: string, uri: string, at: number): void {
    const found = changed.get(server)?.get(uri);
    if (found?.isNew !== true || found.at > at) return;
    changed.get(server)?.set(uri, { ...found, isNew: false });
    notes.add(server, uri);
  }

  function setFollowed(server: string, followed: readonly string[]): void {
    known.setFollowed(server, followed);
    publish([{ type: 'resources-changed', server }]);
  }

  return {
    resourceServers: () =>
      book
        .list()
        .filter(
          ({ config, consent }) =>
            config.enabled &&
            !needsConsent(config, consent) &&
            !unusable.has(stateOf(config.id)) &&
            known.has(config.id, consent?.hash),
        )
        .map(({ config: { id, name } }) => ({ id, name })),
    async resources({ server, query, offset, limit }, signal) {
      const { name } = book.get(server).config;
      return access.read(
        server,
        async (session, left) => {
          if (session.facts.capabilities['resources'] === undefined)
            return { resources: [], total: 0, hasMore: false, canFollow: false };
          const { items, beyond } = await lists.resources(session, name, left);
          const found = query.trim() === '' ? items : items.filter((one) => isFound(one, query));
          const followed = new Set(known.followed(server));
          return {
            resources: found
              .slice(offset, offset + limit)
              .map((one) => ({ ...describeResource(one), followed: followed.has(one.uri) })),
            total: found.length,
            hasMore: beyond !== null,
            canFollow: canFollow(session),
          };
        },
        signal,
      );
    },
    async resourceTemplates(server, signal) {
      const { name } = book.get(server).config;
      return access.read(
        server,
        async (session, left) => {
          const { resources, completions } = session.facts.capabilities;
          if (resources === undefined) return { templates: [], hasMore: false };
          const { items, beyond } = await lists.templates(session, name, left);
          const canComplete = completions !== undefined;
          return {
            templates: items.map((one) => ({ ...describeTemplate(one), canComplete })),
            hasMore: beyond !== null,
          };
        },
        signal,
      );
    },
    async readResource({ server, uri, name }, save, signal) {
      const { config } = book.get(server);
      const began = clock.now();
      const { blocks, listed } = await access.read(
        server,
        async (session, left) => {
          const found = await readResource(session, { server: config.name, uri }, left);
          return { blocks: found, listed: lists.known(session, uri) };
        },
        signal,
      );
      looked(server, uri, began);
      const title = listed?.title === undefined ? '' : titleLine(listed.title);
      const only = blocks.length === 1 ? blocks[0] : undefined;
      const mediaType =
        listed?.mimeType ??
        (only !== undefined && 'mediaType' in only ? only.mediaType : undefined);
      return {
        server: { id: server, name: config.name },
        uri,
        name: nameOf(listed?.name ?? name, uri),
        ...(title === '' ? {} : { title }),
        ...(mediaType === undefined ? {} : { mediaType }),
        content: await keepBlocks(blocks, { save }),
        ...(config.trusted ? {} : { untrusted: true }),
      };
    },
    async followResource(server, uri, signal) {
      const followed = known.followed(server);
      if (followed.includes(uri)) return;
      if (followed.length >= maxFollowed)
        throw new AppError('invalid-input', 'No more of this server can be followed.', {
          situation: 'too-many-followed',
          details: { most: maxFollowed },
        });
      await access.read(
        server,
        async (session, left) => {
          if (!canFollow(session))
            throw new AppError(
              'invalid-input',
              'This server does not say when something changes.',
              {
                situation: 'cannot-follow',
              },
            );
          await session.request('resources/subscribe', { uri }, left);
        },
        signal,
      );
      const now = known.followed(server);
      if (book.has(server) && !now.includes(uri)) setFollowed(server, [...now, uri]);
    },
    unfollowResource(server, uri) {
      book.get(server);
      const followed = known.followed(server);
      if (!followed.includes(uri)) return;
      changed.get(server)?.delete(uri);
      setFollowed(
        server,
        followed.filter((one) => one !== uri),
      );
      // Nobody waits for it: what is still said of it is not listened to.
      sessions
        .get(server)
        ?.request('resources/unsubscribe', { uri }, new AbortController().signal)
        .catch(() => {});
    },
    followedResources: () =>
      book.list().flatMap(({ config: { id: server } }) =>
        known.followed(server).map((uri) => {
          const found = changed.get(server)?.get(uri);
          return { server, uri, changedAt: found?.at ?? null, changed: found?.isNew === true };
        }),
      ),
    follow(server, session, isMeant) {
      const { consent } = book.get(server);
      sessions.set(server, session);
      const over = new AbortController();
      void session.ended.then(() => {
        over.abort();
        if (sessions.get(server) === session) sessions.delete(server);
      });
      if (!isMeant()) return () => {};
      const isNew = known.setHas(
        server,
        consent?.hash,
        session.facts.capabilities['resources'] !== undefined,
      );
      if (isNew) publish([{ type: 'resources-changed', server }]);
      if (canFollow(session))
        for (const uri of known.followed(server))
          session.request('resources/subscribe', { uri }, over.signal).catch((error: unknown) => {
            // It may be gone from the server, which a look at it then says.
            if (!(error instanceof AppError) && !over.signal.aborted) logBug(error, log);
          });
      let isWaiting = false;
      return () => {
        lists.changed(session);
        if (isWaiting) return;
        isWaiting = true;
        // It may say so as often as it likes, and whoever shows the list reads it again each time.
        void sleep(clock, betweenChangesMs, over.signal).then(() => {
          isWaiting = false;
          if (!over.signal.aborted) publish([{ type: 'resources-changed', server }]);
        });
      };
    },
    updated(server, uri) {
      // A server may name what stands below the address that is followed.
      const meant = known
        .followed(server)
        .filter((one) => uri === one || uri.startsWith(one.endsWith('/') ? one : `${one}/`));
      for (const one of meant) {
        const before = changed.get(server) ?? new Map();
        changed.set(server, new Map(before).set(one, { at: clock.now(), isNew: true }));
        notes.add(server, one);
      }
    },
    refresh() {
      const servers = new Set(book.list().map(({ config }) => config.id));
      known.keepOnly(servers);
      for (const id of changed.keys()) if (!servers.has(id)) changed.delete(id);
    },
    close: () => notes.close(),
  };
}

function canFollow({ facts }: McpSession): boolean {
  const { resources } = facts.capabilities;
  return isRecord(resources) && resources['subscribe'] === true;
}
