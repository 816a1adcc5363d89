import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serverConfigSchema } from '../../../../shared/contract/mcp-server.ts';
import { folderForTest } from '../../../__fixtures__/folder-for-test.ts';
import { openJsonFile } from './json-file.ts';
import { createServerBook } from './server-book.ts';

const silent = { warn() {} };
const open = (folder: string) =>
  createServerBook(openJsonFile(join(folder, 'mcp-servers.json'), silent));

function server(number: number, argument = '') {
  return serverConfigSchema.parse({
    id: `server-${String(number).padStart(8, '0')}`,
    name: `Server ${number}`,
    transport: { type: 'stdio', command: 'node', args: [argument] },
  });
}

test.each(['{"servers":{}}', '{"mcpServers":{"one":{"command":"npx"}}}', '[]', '"', 'null'])(
  'a file that says %s is set aside and not written over',
  (text) => {
    const folder = folderForTest();
    writeFileSync(join(folder, 'mcp-servers.json'), text);
    const book = open(folder);
    expect(book.list()).toEqual([]);
    book.add(server(1));
    const aside = readdirSync(folder).filter((name) => name.includes('damaged'));
    expect(aside.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([text]);
    expect(open(folder).list()).toHaveLength(1);
  },
);

test('something that is no file keeps nobody from starting', () => {
  const folder = folderForTest();
  mkdirSync(join(folder, 'mcp-servers.json'));
  const book = open(folder);
  book.add(server(1));
  expect(open(folder).list()).toHaveLength(1);
});

test('a server of a newer Tina stays as it was', () => {
  const folder = folderForTest();
  const file = join(folder, 'mcp-servers.json');
  const newer = { config: { id: 'x', transport: { type: 'pigeon' } } };
  writeFileSync(file, JSON.stringify({ servers: [newer] }));
  const book = open(folder);
  book.add(server(1));
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    servers: [{ config: { name: 'Server 1' } }, newer],
  });
});

test('on a full disk a change is refused whole, and what was there stays', ({ skip }) => {
  const folder = folderForTest();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    skip('mounting is not permitted');
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
  const book = open(folder);
  book.add(server(1));
  const { bavail, bsize } = statfsSync(folder);
  // Room for a piece of what is to be written, and not for all of it.
  writeFileSync(join(folder, 'filler'), Buffer.alloc((bavail - 1) * bsize));
  expect(() => book.add(server(2, 'x'.repeat(8000)))).toThrow(
    expect.objectContaining({ code: 'storage-failed' }),
  );
  expect(book.list()).toHaveLength(1);
  expect(open(folder).list()).toHaveLength(1);
  expect(existsSync(join(folder, 'mcp-servers.json.next'))).toBe(false);
});
