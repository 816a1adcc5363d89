import type { ImportProblem, ServerSource } from '../../../../../shared/contract/mcp-server.ts';
import { anyVariables } from '../dialects.ts';
import { parseJsonc } from '../parse-jsonc.ts';
import { nameForCommand, nameForUrl } from './name-server.ts';
import { readEntry } from './read-entry.ts';
import type { EntryResult } from './finish-draft.ts';
import { splitShellLine } from './shell-line.ts';

const longestPaste = 64 * 1024;
const source: ServerSource = { type: 'paste' };

/**
 * What instructions tell people to type: the command of a server, `claude mcp add …`, `code --add-mcp …`.
 * One result a line; a line that ends in a backslash goes on in the next.
 */
export function readCommands(text: string): readonly EntryResult[] {
  if (text.length > longestPaste) return [problem('too-large')];
  return text
    .replaceAll(/[\\^`]\r?\n\s*/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.trim().replace(/^[$%>]\s+/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(readCommand);
}

function readCommand(line: string): EntryResult {
  if (/^https?:\/\/\S+$/i.test(line)) return entry(nameForUrl(line), { url: line });
  const split = splitShellLine(line);
  if ('fault' in split) return problem(split.fault);
  const { words } = split;
  const [program = '', first, second] = words;
  if (program === 'claude' && first === 'mcp')
    return second === 'add-json' ? readAddJson(words.slice(3)) : readClaudeAdd(words.slice(3));
  const addMcp = words.indexOf('--add-mcp');
  if (/^(code|cursor|code-insiders|codium|windsurf)$/.test(program) && addMcp !== -1)
    return readJson(words[addMcp + 1] ?? '');
  return readStdio(undefined, words);
}

/** `NAME=value program argument …`. */
function readStdio(
  name: string | undefined,
  words: readonly string[],
  more: Readonly<Record<string, string>> = {},
): EntryResult {
  const start = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  const [command, ...args] = start === -1 ? [] : words.slice(start);
  if (command === undefined) return problem('command-missing');
  const env = { ...more, ...assignments(words.slice(0, start)) };
  return entry(name ?? nameForCommand([command, ...args]), { command, args, env });
}

/** Options stand before or after the name; `--` ends them. */
function readClaudeAdd(words: readonly string[]): EntryResult {
  const env: string[] = [];
  const headers: string[] = [];
  const positional: string[] = [];
  let transport: string | undefined;
  let index = 0;
  for (; index < words.length && words[index] !== '--'; index++) {
    const word = words[index] ?? '';
    const [, flag = word, joined] = /^(--[a-z-]+)=(.*)$/s.exec(word) ?? [];
    const value = () => joined ?? words[++index] ?? '';
    if (flag === '-e' || flag === '--env') {
      env.push(value());
      // It takes several: `-e A=1 B=2 name`.
      while (/^[A-Za-z_]\w*=/.test(words[index + 1] ?? '')) env.push(words[++index] ?? '');
    } else if (flag === '-H' || flag === '--header') headers.push(value());
    else if (flag === '-t' || flag === '--transport') transport = value();
    else if (flag === '-s' || flag === '--scope') value();
    else if (positional.length >= 2 || !word.startsWith('-')) positional.push(word);
    else return problem('entry-unreadable', word.slice(0, 40));
  }
  const [name, target, ...args] = [...positional, ...words.slice(index + 1)];
  if (name === undefined || target === undefined) return problem('command-missing');
  if (/^https?:\/\//i.test(target))
    return entry(name, {
      url: target,
      headers: Object.fromEntries(headers.map((header) => splitAt(header, /:\s*/))),
      ...(transport === undefined ? {} : { type: transport }),
    });
  return readStdio(name, [target, ...args], assignments(env));
}

function readAddJson(words: readonly string[]): EntryResult {
  const [name, json] = words.filter((word, index) => {
    const before = words[index - 1];
    return !word.startsWith('-') && before !== '-s' && before !== '--scope';
  });
  return readJson(json ?? '', name);
}

function readJson(json: string, name?: string): EntryResult {
  const parsed = parseJsonc(json);
  if (!parsed.ok) return problem('not-readable', parsed.fault);
  return readBareEntry(parsed.value, name);
}

/** An entry that stands alone, with its name inside, given, or found. */
export function readBareEntry(value: unknown, name?: string): EntryResult {
  return entry(name ?? nameForEntry(value), value);
}

function nameForEntry(value: unknown): string {
  if (typeof value !== 'object' || value === null) return 'MCP';
  // Only read, and only where they are text.
  const fields = value as Readonly<Record<string, unknown>>;
  if (typeof fields['name'] === 'string' && fields['name'] !== '') return fields['name'];
  const url = fields['url'] ?? fields['serverUrl'] ?? fields['httpUrl'];
  if (typeof url === 'string') return nameForUrl(url);
  const args: readonly unknown[] = Array.isArray(fields['args']) ? fields['args'] : [];
  return nameForCommand([fields['command'], ...args].filter((word) => typeof word === 'string'));
}

function entry(name: string, value: unknown): EntryResult {
  return readEntry(name, value, { format: 'claude-code', variables: anyVariables, source });
}

function problem(word: ImportProblem['problem'], fault?: string): EntryResult {
  return { problem: { problem: word, ...(fault === undefined ? {} : { fault }) } };
}

function assignments(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.map((word) => splitAt(word, /=/)));
}

function splitAt(text: string, separator: RegExp): [string, string] {
  const match = separator.exec(text);
  return match === null
    ? [text, '']
    : [text.slice(0, match.index), text.slice(match.index + match[0].length)];
}
