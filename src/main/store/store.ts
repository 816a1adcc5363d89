import type { AttemptRecord } from '../../shared/attempt-record.ts';
import type { ChatEvent } from '../../shared/contract/chat.ts';
import type { Conversation, ConversationPatch } from '../../shared/contract/conversations.ts';
import type { Backup } from '../../shared/contract/data.ts';
import type { ToolDecisionEntry } from '../../shared/contract/tools.ts';
import type { Branch, Branches, Message, ResourcePart } from '../../shared/contract/message.ts';

/** A conversation as it is kept; what goes on in it is known elsewhere. */
export type StoredConversation = Omit<Conversation, 'running' | 'asking'>;

/** A slice of a running turn's events, in order; `seq` counts slices within the turn. */
export interface JournalEntry {
  readonly messageId: string;
  readonly seq: number;
  readonly events: readonly ChatEvent[];
}

/** Content-free: one row per request to a vendor. */
export interface Attempt extends AttemptRecord {
  readonly id: string;
  readonly conversationId: string | null;
  readonly messageId: string | null;
}

export interface AttemptPage {
  /** Oldest first. `title`: of its conversation; null: there is none any more. */
  readonly attempts: readonly (Attempt & { readonly title: string | null })[];
  /** Give it back as `after` to go on; null: there are no more. */
  readonly nextAfter: string | null;
}

export interface OutcomeCount {
  readonly outcome: string;
  readonly requests: number;
}

/** What is not known of an attempt counts as nothing. */
export interface UsageSums {
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly reasoningTokens: number;
  /** null: of none is it known. */
  readonly costNanoUsd: number | null;
  /** Some used tokens at a price that is not known. */
  readonly hasUnknownCost: boolean;
}

/** Those of one provider, model or conversation; the names of the other kinds are null. */
export interface UsageGroup {
  readonly provider: string | null;
  readonly model: string | null;
  readonly conversationId: string | null;
  /** Of the conversation; null: there is none any more. */
  readonly title: string | null;
  readonly sums: UsageSums;
}

export interface CostSlice {
  readonly startsAt: number;
  readonly nanoUsd: number;
  readonly hasUnknownCost: boolean;
}

/** An answer kept for a request that is made again. */
export interface CachedAnswer {
  readonly key: string;
  readonly conversationId: string | null;
  /** JSON. */
  readonly parts: string;
  readonly at: number;
  /** Of all answers together. */
  readonly maxBytes: number;
  /** Older ones are dropped. */
  readonly notBefore: number;
}

/** Content-free: what was decided about one call of a tool. */
export type ToolDecisionRow = Omit<ToolDecisionEntry, 'title'>;

export interface ToolDecisionPage {
  readonly decisions: readonly ToolDecisionEntry[];
  readonly hasMore: boolean;
}

/** Bytes by their SHA-256 in hex. */
export interface StoredArtifact {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A piece of an artifact that is text, in UTF-16 code units; no character is cut in two. */
export interface ArtifactText {
  readonly text: string;
  /** Where it begins. */
  readonly offset: number;
  /** Of the whole text. */
  readonly characters: number;
  /** Of a search: something was found. */
  readonly found?: boolean;
  /** It came from a server that is not trusted. */
  readonly untrusted: boolean;
}

export interface ConversationPage {
  readonly conversations: readonly StoredConversation[];
  readonly nextCursor: string | null;
}

export interface MessagePage {
  /** Oldest first. */
  readonly messages: readonly Message[];
  readonly branches: Branches;
  readonly hasEarlier: boolean;
}

/** What opening the database had to do; each is said aloud. */
export interface OpenReport {
  /**
   * A damaged database was moved aside to `movedTo`; `backupFrom` is the time of the state that
   * took its place, or null if none was good.
   */
  readonly restored: { readonly movedTo: string; readonly backupFrom: number | null } | null;
  /** Turns a crash cut off; their messages are `interrupted` now. */
  readonly interrupted: number;
}

/**
 * Everything kept on disk. Each call is one transaction and is on disk (fsync) when it resolves.
 * Throws AppErrors: `disk-full` and `storage-failed` leave what was there untouched, `conflict`
 * names a stale `rev`, `not-found` an unknown or deleted id.
 */
export interface Store {
  readonly report: OpenReport;

  /** By `updatedAt`, newest first; with `query` those whose title has all its words. */
  listConversations(page: {
    cursor?: string | undefined;
    query?: string | undefined;
    limit: number;
  }): Promise<ConversationPage>;
  getConversation(id: string): Promise<StoredConversation>;
  /** `updatedAt` stays. */
  updateConversation(change: {
    id: string;
    rev?: number | undefined;
    patch: ConversationPatch & { titledBy?: 'auto' | 'person' };
  }): Promise<StoredConversation>;
  /** Its content is purged a day later, or as soon as the disk is full; a tombstone stays for good. */
  deleteConversation(change: { id: string; at: number }): Promise<void>;
  /** `not-found` once the content is purged. */
  restoreConversation(id: string): Promise<StoredConversation>;

  getMessage(id: string): Promise<Message>;
  /** The newest `limit` messages of the path that ends in `leafId`, or just above the message `before`. */
  pathPage(
    page: { leafId: string; limit: number } | { before: string; limit: number },
  ): Promise<MessagePage>;
  /** The whole path from the root to `leafId`, oldest first: what a model is sent. */
  path(leafId: string): Promise<readonly Message[]>;
  /** Of the whole tree, or of the path that ends in `leafId`; each comes after its parent. */
  messageIds(of: { conversationId: string } | { leafId: string }): Promise<readonly string[]>;
  /** Its place among its siblings; null if it has none. */
  branch(id: string): Promise<Branch | null>;
  /** Makes the newest leaf below the message, or itself, the active one. `updatedAt` stays. */
  select(choice: { conversationId: string; messageId: string }): Promise<StoredConversation>;

  /**
   * Begins a turn: creates the conversation if `begin` is given, inserts or replaces the messages,
   * marks `turnMessageId` as running, makes it the active leaf. Removes the draft `draftKey`; what the
   * attachments keep is the conversation's. A user message whose id is known already is a `conflict`,
   * an attachment that is not there any more `not-found`.
   */
  beginTurn(turn: {
    begin?: StoredConversation | undefined;
    conversationId: string;
    messages: readonly Message[];
    turnMessageId: string;
    draftKey?: string | undefined;
    attachments?: readonly string[] | undefined;
    at: number;
  }): Promise<StoredConversation>;
  /** Writes ahead what a running turn produced. */
  appendJournal(entries: readonly JournalEntry[]): Promise<void>;
  /** The turn is over: its message is final, its journal is dropped, `updatedAt` moves. */
  endTurn(turn: {
    message: Message;
    title?: string | undefined;
    at: number;
  }): Promise<StoredConversation>;

  getDraft(key: string): Promise<string>;
  setDraft(draft: { key: string; text: string; at: number }): Promise<void>;

  /** Attaches a resource to a draft; of more than `most` the oldest go. The artifacts are those its content names. */
  putAttachment(attachment: {
    draft: string;
    part: ResourcePart;
    artifacts: readonly { readonly mediaType: string; readonly bytes: Uint8Array }[];
    most: number;
    at: number;
  }): Promise<void>;
  /** Those of a draft, in the order they were attached, or those of these ids that are there. */
  attachments(of: { draft: string } | { ids: readonly string[] }): Promise<readonly ResourcePart[]>;
  /** One of them, or all of a draft. */
  dropAttachments(which: { id: string } | { draft: string }): Promise<void>;

  recordAttempt(attempt: Attempt): Promise<void>;
  /** Those that began from `from` up to, but not including, `to`, in the order they began. */
  attempts(wish: {
    from: number;
    to: number;
    after?: string | undefined;
    limit: number;
  }): Promise<AttemptPage>;
  /** The newest `limit` of each provider since `from`, oldest first. */
  recentAttempts(wish: { from: number; limit: number }): Promise<readonly Attempt[]>;
  /** How many ended in which way, the most frequent first. */
  outcomes(period: { from: number; to: number }): Promise<readonly OutcomeCount[]>;
  usageTotals(period: { from: number; to: number }): Promise<UsageSums>;
  /** Dearest first. */
  usageGroups(wish: {
    from: number;
    to: number;
    by: 'provider' | 'model' | 'conversation';
    limit: number;
  }): Promise<readonly UsageGroup[]>;
  /** Of each stretch between two of these times that follow each other. */
  usageBetween(edges: readonly number[]): Promise<readonly UsageSums[]>;
  /** When the first attempt since then began; null: there is none. */
  firstAttemptSince(at: number): Promise<number | null>;
  /** What was spent since `from`, by quarters of an hour; those without any are left out. */
  costs(from: number): Promise<readonly CostSlice[]>;

  recordToolDecision(decision: ToolDecisionRow): Promise<void>;
  /** Newest first; `before` is the id of the last one of the page before. */
  toolDecisions(wish: { before?: string | undefined; limit: number }): Promise<ToolDecisionPage>;
  /** Tools whose keys begin so run unasked in no conversation any more; returns those that changed. */
  revokeTools(prefix: string): Promise<readonly StoredConversation[]>;
  /** Adds a tool to those that run unasked in a conversation, or takes it away. `updatedAt` stays. */
  allowTool(change: {
    conversationId: string;
    tool: string;
    allowed: boolean;
  }): Promise<StoredConversation>;

  /** null: there is none, or it was kept before `notBefore`. */
  getCached(wish: { key: string; notBefore: number; at: number }): Promise<string | null>;
  /** Those longest unused make room. */
  putCached(answer: CachedAnswer): Promise<void>;
  /** Those of one conversation; null: all. */
  clearCache(conversationId: string | null): Promise<void>;

  /**
   * Keeps what a tool gave in a conversation, 64 MiB at most, and returns its id. The bytes are given away.
   * It goes when the last conversation that has it is purged.
   */
  putArtifact(artifact: {
    conversationId: string;
    mediaType: string;
    bytes: Uint8Array;
    untrusted: boolean;
    at: number;
  }): Promise<string>;
  /** null: no conversation or draft that is there has it. */
  getArtifact(id: string): Promise<StoredArtifact | null>;
  /**
   * A piece of about `length` from `offset` on, or, with `find`, around the first place from there on that says so.
   * null: this conversation, or where that is null any, does not have it.
   */
  readArtifact(wish: {
    id: string;
    conversationId: string | null;
    offset: number;
    length: number;
    find?: string | undefined;
  }): Promise<ArtifactText | null>;

  /** Copies the database into the backup folder if the newest copy is older than a day; returns its path or null. */
  backupIfDue(at: number): Promise<string | null>;
  /** Newest first. */
  listBackups(): Promise<readonly Backup[]>;
  /** Makes one, whether it is due or not. */
  backUp(at: number): Promise<Backup>;
  /** Does all of a restore that changes nothing, and throws what would keep it from being done. */
  checkBackup(wish: { id: string; at: number }): Promise<void>;
  /**
   * Puts a backup in place of everything; what was there becomes a backup of its own. If anything fails,
   * everything is as it was. `not-found`: there is no such backup.
   */
  restoreBackup(wish: { id: string; at: number }): Promise<void>;
  /** Deletes the content of conversations that were deleted before `before`, all but their tombstones. */
  purgeDeleted(before: number): Promise<number>;
  close(): Promise<void>;
}
