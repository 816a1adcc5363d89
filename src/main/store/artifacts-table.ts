import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../shared/errors.ts';
import { integer, text } from './columns.ts';
import { readPiece } from './read-piece.ts';
import type { ArtifactText, Store, StoredArtifact } from './store.ts';

/** What tools gave that is too large, or no text, to stand in a message: kept once, by its hash. */
export interface ArtifactsTable {
  /** The id. Bytes that are there already are only tied to one more conversation. */
  put(artifact: NewArtifact): string;
  /** The same for one that is attached to a draft. */
  attach(artifact: AttachedArtifact): void;
  /** What is tied to the attachment is tied to the conversation too. */
  share(attachmentKey: number, conversationKey: number): void;
  /** Unties all from the attachment; what nobody has any more goes. */
  detach(attachmentKey: number): void;
  /** null: no conversation or draft that is there has it. */
  get(id: string): StoredArtifact | null;
  /** A piece of it as text; null as above, or not this conversation. */
  read(wish: Parameters<Store['readArtifact']>[0]): ArtifactText | null;
  /** Unties about `maxBytes` from the conversation, at least one; what nobody has any more goes. true: all are untied. */
  drop(conversationKey: number, maxBytes: number): boolean;
}

type NewArtifact = Omit<Parameters<Store['putArtifact']>[0], 'conversationId'> & {
  readonly conversationKey: number;
};

type AttachedArtifact = Omit<NewArtifact, 'conversationKey'> & { readonly attachmentKey: number };

/** What a tool gives at a time is held in memory, here and by who asked for it. */
const maxBytes = 64 * 1024 * 1024;

export function createArtifactsTable(database: DatabaseSync, ownerKey: number): ArtifactsTable {
  // The same bytes can come under another name, and are then shown as what they were called last.
  const insert = database.prepare(`
    INSERT INTO artifacts (id, media_type, size, created_at, bytes)
    VALUES (:id, :mediaType, :size, :at, :bytes)`);
  const known = database.prepare('UPDATE artifacts SET media_type = ? WHERE id = ? RETURNING key');
  const tie = database.prepare(`
    INSERT INTO conversation_artifacts (conversation_key, artifact_key, untrusted) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET untrusted = max(untrusted, excluded.untrusted)`);
  const tieAttached = database.prepare(`
    INSERT INTO attachment_artifacts (attachment_key, artifact_key, untrusted) VALUES (?, ?, ?)
    ON CONFLICT DO NOTHING`);
  const share = database.prepare(`
    INSERT INTO conversation_artifacts (conversation_key, artifact_key, untrusted)
    SELECT :conversationKey, artifact_key, untrusted FROM attachment_artifacts WHERE attachment_key = :attachmentKey
    ON CONFLICT DO UPDATE SET untrusted = max(untrusted, excluded.untrusted)`);
  const ofAttachment = database.prepare(
    'SELECT artifact_key AS key FROM attachment_artifacts WHERE attachment_key = ?',
  );
  const untieAttached = database.prepare(
    'DELETE FROM attachment_artifacts WHERE attachment_key = ?',
  );
  const seen = `
    SELECT a.key, t.untrusted FROM artifacts a JOIN conversation_artifacts t ON t.artifact_key = a.key
    JOIN conversations c ON c.key = t.conversation_key
    WHERE a.id = :id AND c.owner_key = :ownerKey AND c.deleted_at IS NULL`;
  const attached = `
    SELECT a.key, t.untrusted FROM artifacts a JOIN attachment_artifacts t ON t.artifact_key = a.key
    JOIN attachments d ON d.key = t.attachment_key WHERE a.id = :id AND d.owner_key = :ownerKey`;
  const visible = database.prepare(`
    SELECT media_type, bytes FROM artifacts
    WHERE key = (SELECT key FROM (${seen} UNION ALL ${attached}) LIMIT 1)`);
  const tied = database.prepare(`
    SELECT key, max(untrusted) AS untrusted FROM (
      ${seen} AND (:conversationId IS NULL OR c.id = :conversationId)
      UNION ALL ${attached} AND :conversationId IS NULL
    ) GROUP BY key`);
  const bytesOf = database.prepare('SELECT bytes FROM artifacts WHERE key = ?');
  const ofConversation = database.prepare(`
    SELECT a.key, a.size FROM conversation_artifacts t JOIN artifacts a ON a.key = t.artifact_key
    WHERE t.conversation_key = ? ORDER BY a.key DESC`);
  const untie = database.prepare(
    'DELETE FROM conversation_artifacts WHERE conversation_key = ? AND artifact_key = ?',
  );
  const dropUntied = database.prepare(`
    DELETE FROM artifacts WHERE key = :key
      AND NOT EXISTS (SELECT 1 FROM conversation_artifacts WHERE artifact_key = :key)
      AND NOT EXISTS (SELECT 1 FROM attachment_artifacts WHERE artifact_key = :key)`);

  /** A long text is read piece after piece; nobody holds it longer than the collector lets it. */
  let last: { readonly key: number; readonly whole: WeakRef<{ readonly text: string }> } | null =
    null;

  function textOf(key: number): string {
    const before = last?.key === key ? last.whole.deref() : undefined;
    if (before !== undefined) return before.text;
    const bytes = bytesOf.get(key)?.['bytes'];
    const whole = { text: bytes instanceof Uint8Array ? decoder.decode(bytes) : '' };
    last = { key, whole: new WeakRef(whole) };
    return whole.text;
  }

  function keep({ mediaType, bytes, at }: Pick<NewArtifact, 'mediaType' | 'bytes' | 'at'>): {
    readonly id: string;
    readonly key: number;
  } {
    if (bytes.byteLength > maxBytes)
      throw new AppError('too-large', 'This is too large to be kept.');
    const id = createHash('sha256').update(bytes).digest('hex');
    const row = known.get(mediaType, id);
    const key =
      row === undefined
        ? Number(insert.run({ id, mediaType, size: bytes.byteLength, at, bytes }).lastInsertRowid)
        : integer(row, 'key');
    return { id, key };
  }

  function dropIfUntied(key: number): void {
    dropUntied.run({ key });
    // A key can be given again.
    if (last?.key === key) last = null;
  }

  return {
    put({ conversationKey, untrusted, ...artifact }) {
      const { id, key } = keep(artifact);
      tie.run(conversationKey, key, untrusted ? 1 : 0);
      return id;
    },
    attach({ attachmentKey, untrusted, ...artifact }) {
      tieAttached.run(attachmentKey, keep(artifact).key, untrusted ? 1 : 0);
    },
    share(attachmentKey, conversationKey) {
      share.run({ attachmentKey, conversationKey });
    },
    detach(attachmentKey) {
      const keys = ofAttachment.all(attachmentKey).map((row) => integer(row, 'key'));
      untieAttached.run(attachmentKey);
      for (const key of keys) dropIfUntied(key);
    },
    get(id) {
      const row = visible.get({ id, ownerKey });
      const bytes = row?.['bytes'];
      if (row === undefined || !(bytes instanceof Uint8Array)) return null;
      return { mediaType: text(row, 'media_type'), bytes };
    },
    read({ id, conversationId, ...piece }) {
      const row = tied.get({ id, ownerKey, conversationId });
      if (row === undefined) return null;
      const whole = textOf(integer(row, 'key'));
      return { ...readPiece(whole, piece), untrusted: integer(row, 'untrusted') === 1 };
    },
    drop(conversationKey, atOnce) {
      let bytes = 0;
      for (const row of ofConversation.all(conversationKey)) {
        if (bytes > atOnce) return false;
        bytes += integer(row, 'size');
        const key = integer(row, 'key');
        untie.run(conversationKey, key);
        dropIfUntied(key);
      }
      return true;
    },
  };
}

const decoder = new TextDecoder();
