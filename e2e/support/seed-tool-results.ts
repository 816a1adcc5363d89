import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { crc32, deflateSync } from 'node:zlib';
import { v7 as uuidv7 } from 'uuid';
import type { Part } from '../../src/shared/contract/message.ts';
import type { ToolContent } from '../../src/shared/contract/tool-content.ts';

/** One artifact of each kind, and a text of a million characters that ends with `end`. */
export const longText = `${'A line of a long report.\n'.repeat(40_000)}end`;

/**
 * Puts a conversation into the store of a door that was started once and does not run now: a tool of a server that
 * is not trusted gave one of every kind of content.
 */
export function seedToolResults(dataDir: string): { readonly title: string } {
  const title = 'What the tools gave';
  const database = new DatabaseSync(join(dataDir, 'tina.db'));
  try {
    database.exec('BEGIN');
    const at = Date.now();
    const [id, questionId, answerId] = [uuidv7(), uuidv7(), uuidv7()];
    const conversation = database
      .prepare(`
        INSERT INTO conversations (owner_key, id, rev, created_at, updated_at, titled_by, reasoning, title,
          system_prompt, active_leaf_id)
        VALUES ((SELECT key FROM owners), ?, 1, ?, ?, 'person', 0, ?, '', ?)`)
      .run(id, at, at, title, answerId).lastInsertRowid;
    const keep = (mediaType: string, bytes: Buffer) => {
      const artifact = createHash('sha256').update(bytes).digest('hex');
      const { lastInsertRowid } = database
        .prepare(
          'INSERT INTO artifacts (id, media_type, size, created_at, bytes) VALUES (?, ?, ?, ?, ?)',
        )
        .run(artifact, mediaType, bytes.length, at, bytes);
      database
        .prepare('INSERT INTO conversation_artifacts VALUES (?, ?, 1)')
        .run(conversation, lastInsertRowid);
      return { artifact, mediaType, bytes: bytes.length };
    };
    const insert = database.prepare(`
      INSERT INTO messages (id, conversation_key, parent_key, role, status, rev, created_at, updated_at, parts)
      VALUES (?, ?, ?, ?, 'complete', 1, ?, ?, ?)`);
    const say = (message: string, role: string, parent: number | bigint | null, parts: Part[]) =>
      insert.run(message, conversation, parent, role, at, at, JSON.stringify(parts))
        .lastInsertRowid;
    const question = say(questionId, 'user', null, [{ type: 'text', text: 'Show me everything.' }]);
    say(answerId, 'assistant', question, [
      { type: 'step', provider: 'demo', model: 'demo' },
      callOf('Gallery', everyContent(keep)),
      { type: 'text', text: 'Here it is.' },
    ]);
    database.exec('COMMIT');
    return { title };
  } finally {
    database.close();
  }
}

type Keep = (
  mediaType: string,
  bytes: Buffer,
) => { artifact: string; mediaType: string; bytes: number };

function everyContent(keep: Keep): ToolContent[] {
  const { artifact } = keep('text/plain', Buffer.from(longText));
  return [
    { type: 'text', text: 'A few words of the server.' },
    { type: 'image', ...keep('image/png', picture(480, 320)) },
    { type: 'image', ...keep('image/png', picture(90, 400)), audience: ['user'] },
    { type: 'image', ...keep('image/svg+xml', Buffer.from('<svg/>')) },
    { type: 'image', ...keep('image/png', Buffer.from('no picture')) },
    { type: 'audio', ...keep('audio/wav', sound()) },
    { type: 'resource', uri: 'file:///notes.md', mediaType: 'text/markdown', text: '# Notes' },
    {
      type: 'resource',
      uri: 'file:///a%20report.pdf',
      ...keep('application/pdf', Buffer.from('%PDF-1.7')),
    },
    { type: 'link', uri: 'https://a.example/more', name: 'More of it', description: 'All of it.' },
    { type: 'link', uri: 'file:///etc/passwd', name: 'A file of this computer' },
    {
      type: 'excerpt',
      head: longText.slice(0, 2000),
      tail: longText.slice(-2000),
      artifact,
      characters: longText.length,
    },
  ];
}

function callOf(title: string, content: readonly ToolContent[]): Part {
  return {
    type: 'tool-call',
    id: 'call_1',
    name: 'gallery__show',
    title,
    server: { id: 'gallery', name: 'Gallery server' },
    runner: 'tina',
    state: 'done',
    inputText: '{"of":"everything"}',
    input: { of: 'everything' },
    content,
    structured: { items: content.length },
    untrusted: true,
    startedAt: 0,
    endedAt: 1200,
  };
}

/** A PNG of two colours that run into each other. */
function picture(width: number, height: number): Buffer {
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(1 + width * 3);
    for (let x = 0; x < width; x++)
      row.set([(255 * x) / width, (255 * y) / height, 160], 1 + x * 3);
    return row;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A tenth of a second of a tone, as WAV. */
function sound(): Buffer {
  const samples = Buffer.alloc(1600);
  for (let index = 0; index < 800; index++)
    samples.writeInt16LE(Math.round(8000 * Math.sin(index / 3)), index * 2);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(16_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
