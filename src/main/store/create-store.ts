import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../shared/errors.ts';
import type { Log } from '../host.ts';
import { createArtifactsTable } from './artifacts-table.ts';
import { createAttachmentsTable } from './attachments-table.ts';
import { createAttemptsTable } from './attempts-table.ts';
import type { Backups } from './backups.ts';
import { createBackupFacts } from './backup-facts.ts';
import type { Ballast } from './ballast.ts';
import { createBranchesTable } from './branches-table.ts';
import { createCacheTable } from './cache-table.ts';
import { createConversationsTable } from './conversations-table.ts';
import { readNumber } from './read-number.ts';
import { createDraftsTable } from './drafts-table.ts';
import { createJournalTable } from './journal-table.ts';
import { createMessagesTable } from './messages-table.ts';
import { createPurge } from './purge.ts';
import { renewStamp } from './stamp.ts';
import { notFound, toStoreError } from './store-error.ts';
import type { StoreCalls } from './store-calls.ts';
import type { MessagePage, Store } from './store.ts';
import { beginTurn, endTurn } from './turns.ts';
import type { Tables } from './turns.ts';
import { createToolDecisionsTable } from './tool-decisions-table.ts';
import { createUsageTable } from './usage-table.ts';
import { createWriter } from './writer.ts';
import type { Writer } from './writer.ts';

export interface StoreParts {
  readonly database: DatabaseSync;
  readonly backups: Backups;
  readonly ballast: Ballast;
  readonly log: Log;
}

export interface StoreInThread {
  readonly calls: StoreCalls;
  readonly tables: Tables;
  readonly writer: Writer;
}

/** The store in the thread that holds the database. */
export function createStore({ database, backups, ballast, log }: StoreParts): StoreInThread {
  const describe = createBackupFacts();
  const ownerKey = readNumber(database, 'SELECT key FROM owners ORDER BY key LIMIT 1');
  const conversations = createConversationsTable(database, ownerKey);
  const messages = createMessagesTable(database);
  const branches = createBranchesTable(database);
  const journal = createJournalTable(database);
  const drafts = createDraftsTable(database, ownerKey);
  const attempts = createAttemptsTable(database);
  const usage = createUsageTable(database);
  const cache = createCacheTable(database);
  const toolDecisions = createToolDecisionsTable(database);
  const artifacts = createArtifactsTable(database, ownerKey);
  const attachments = createAttachmentsTable(database, ownerKey, artifacts);
  const tables = { conversations, messages, journal };
  const writer = createWriter({
    database,
    ballast,
    reclaim: () => reclaim(Number.MAX_SAFE_INTEGER),
  });
  const purge = createPurge(database, { artifacts, attachments }, writer.writeFromReserve);

  /** On a full disk what was deleted goes for good, piece by piece, and what is a copy; true if there was anything. */
  function reclaim(before: number): boolean {
    if (!purge.pending(before) && cache.isEmpty) return false;
    ballast.release();
    writer.writeFromReserve(() => cache.clear(null));
    const purged = purge.some(before);
    log.warn({ purged, ballast: ballast.restore() }, 'purged deleted conversations to make room');
    return true;
  }

  function pathPage(page: Parameters<Store['pathPage']>[0]): MessagePage {
    const place = messages.visiblePlace('before' in page ? page.before : page.leafId);
    const end = 'before' in page ? place.parentKey : place.key;
    if (end === null) return { messages: [], branches: {}, hasEarlier: false };
    const found = messages.pathTo(end, page.limit + 1);
    const hasEarlier = found.length > page.limit;
    const shown = hasEarlier ? found.slice(1) : found;
    return {
      messages: shown,
      branches: branches.branchesOf({ ...place, key: end }, shown.length),
      hasEarlier,
    };
  }

  const calls: StoreCalls = {
    listConversations: (page) => conversations.list(page),
    getConversation: (id) => conversations.get(id).conversation,
    updateConversation: ({ id, rev, patch }) =>
      writer.write(() => {
        const row = conversations.get(id);
        if (rev !== undefined && rev !== row.conversation.rev) throw staleRev(row.conversation.rev);
        return conversations.update(row, patch);
      }),
    deleteConversation({ id, at }) {
      writer.writeFromReserve(() => {
        conversations.setDeleted(conversations.get(id), at);
      });
      // What was deleted before goes first; this one can still be brought back.
      if (!ballast.inPlace && !ballast.restore()) reclaim(at);
    },
    restoreConversation: (id) =>
      writer.write(() => {
        const row = conversations.getEvenDeleted(id);
        return row.deletedAt === null ? row.conversation : conversations.setDeleted(row, null);
      }),
    getMessage: (id) => messages.get(id),
    pathPage,
    path: (leafId) => messages.pathTo(messages.visiblePlace(leafId).key, -1),
    messageIds: (of) =>
      'leafId' in of
        ? branches.idsTo(messages.visiblePlace(of.leafId).key)
        : branches.idsIn(conversations.get(of.conversationId).key),
    branch: (id) => branches.branch(messages.visiblePlace(id)),
    select: ({ conversationId, messageId }) =>
      writer.write(() => {
        const row = conversations.get(conversationId);
        const place = messages.visiblePlace(messageId);
        if (place.conversationKey !== row.key) throw notFound('message', messageId);
        const activeLeafId = branches.newestBelow(place.key);
        return conversations.update(row, { activeLeafId });
      }),
    beginTurn: (turn) =>
      writer.write(() => {
        const conversation = beginTurn(tables, turn);
        if (turn.draftKey !== undefined) drafts.remove(turn.draftKey);
        attachments.give(turn.attachments ?? [], conversations.get(turn.conversationId).key);
        return conversation;
      }),
    appendJournal: (entries) =>
      writer.write(() => {
        for (const entry of entries) journal.append(entry);
      }),
    endTurn: (turn) => writer.writeFromReserve(() => endTurn(tables, turn)),
    getDraft: (key) => drafts.get(key),
    setDraft({ key, text, at }) {
      if (text === '') writer.writeFromReserve(() => drafts.remove(key));
      else writer.write(() => drafts.set(key, text, at));
    },
    putAttachment: (attachment) => writer.write(() => attachments.put(attachment)),
    attachments: (of) => ('draft' in of ? attachments.of(of.draft) : attachments.get(of.ids)),
    dropAttachments: (which) =>
      writer.writeFromReserve(() =>
        'draft' in which ? attachments.drop(which.draft) : attachments.remove(which.id),
      ),
    recordAttempt: (attempt) =>
      writer.write(() => {
        if (attempts.record(attempt)) usage.add(attempt);
      }),
    attempts: (wish) => attempts.page(wish),
    recentAttempts: (wish) => attempts.recent(wish),
    outcomes: (period) => attempts.outcomes(period),
    usageTotals: (period) => usage.totals(period),
    usageGroups: (wish) => usage.groups(wish),
    usageBetween: (edges) => usage.between(edges),
    firstAttemptSince: (at) => attempts.firstSince(at),
    costs: (from) => usage.costs(from),
    recordToolDecision: (decision) => writer.write(() => toolDecisions.add(decision)),
    toolDecisions: (wish) => toolDecisions.page(wish),
    allowTool: ({ conversationId, tool, allowed }) =>
      writer.write(() => {
        const row = conversations.get(conversationId);
        const others = row.conversation.toolsAllowed.filter((known) => known !== tool);
        const toolsAllowed = allowed ? [...others, tool] : others;
        return conversations.update(row, { toolsAllowed });
      }),
    revokeTools: (prefix) =>
      writer.write(() =>
        conversations.withAllowed(prefix).flatMap((row) => {
          const { toolsAllowed } = row.conversation;
          const left = toolsAllowed.filter((key) => !key.startsWith(prefix));
          const changed = conversations.update(row, { toolsAllowed: left });
          // One that was deleted can come back, and must not be shown before.
          return row.deletedAt === null ? [changed] : [];
        }),
      ),
    getCached({ key, notBefore, at }) {
      const found = cache.get({ key, notBefore });
      if (found === null) return null;
      // Each write waits for the disk: who was last used when is worth one an hour.
      if (at - found.usedAt > touchAfterMs)
        unlessFull(() => writer.write(() => cache.touch(key, at)));
      return found.parts;
    },
    putCached: (answer) => writer.write(() => cache.put(answer)),
    clearCache: (conversationId) => writer.writeFromReserve(() => cache.clear(conversationId)),
    putArtifact: ({ conversationId, ...artifact }) =>
      writer.write(() => {
        const conversationKey = conversations.getEvenDeleted(conversationId).key;
        return artifacts.put({ conversationKey, ...artifact });
      }),
    getArtifact: (id) => artifacts.get(id),
    readArtifact: (wish) => artifacts.read(wish),
    backupIsDue(at) {
      ballast.restore();
      return backups.isDue(at);
    },
    listBackups: () => describe(backups.list()),
    backupMade: () => renewStamp(database),
    purgeStep(before) {
      const step = purge.step(before);
      if (step.done) ballast.restore();
      return step;
    },
    close() {
      if (database.isOpen) database.close();
    },
  };
  return { calls: translating(calls), tables, writer };
}

/** What need not be written is not, where there is no room for it. */
function unlessFull(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'disk-full') throw error;
  }
}

const touchAfterMs = 60 * 60 * 1000;

/** What SQLite throws while reading is translated here; writes have it behind them. */
function translating(calls: StoreCalls): StoreCalls {
  const entries = Object.entries(calls).map(([name, call]) => [
    name,
    (argument: unknown) => {
      try {
        // Each name keeps its own argument; Object.entries cannot say that.
        return (call as (argument: unknown) => unknown)(argument);
      } catch (error) {
        throw toStoreError(error);
      }
    },
  ]);
  // The same names with the same signatures.
  return Object.fromEntries(entries) as StoreCalls;
}

function staleRev(rev: number): AppError {
  return new AppError(
    'conflict',
    'This conversation was changed elsewhere meanwhile. Look at it again, then retry.',
    {
      situation: 'changed-elsewhere',
      details: { rev },
    },
  );
}
