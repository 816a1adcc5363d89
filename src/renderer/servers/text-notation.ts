import type { Reference, ServerText } from '../../shared/contract/mcp-server.ts';
import { textFrom } from '../../shared/server-text.ts';

/**
 * The text of a server's configuration in one line that a person can edit. References are written as
 * `${secret:NAME}`, `${input:NAME}`, `${env:NAME}`, `${env:NAME=instead}`, `${home}`, `${separator}` and `${bundle}`; what would
 * break a line as `${newline}` and `${return}`, and an argument that is empty as `${empty}`. A `$` before text that
 * would read as one of these is doubled.
 */
export function writeText(text: ServerText): string {
  const row = partsOf(text);
  return row
    .map((part, index) =>
      typeof part === 'string'
        ? escape(part, typeof row[index + 1] === 'object')
        : `\${${nameOf(part)}}`,
    )
    .join('');
}

/** The other way round; anything else in braces means itself. */
export function readText(written: string): ServerText {
  const parts: (string | Reference)[] = [];
  let from = 0;
  for (const match of written.matchAll(reference)) {
    const [whole, dollars = '', name = ''] = match;
    parts.push(written.slice(from, match.index), '$'.repeat(Math.floor(dollars.length / 2)));
    from = match.index + whole.length;
    if (dollars.length % 2 === 0) parts.push(`{${name}}`);
    else parts.push(meaningOf(name));
  }
  parts.push(written.slice(from));
  return textFrom(parts);
}

/** One argument a line; lines with nothing on them do not count. */
export function writeLines(texts: readonly ServerText[]): string {
  return texts
    .map((text) => writeText(text))
    .map((line) => (line.trim() === '' ? `\${empty}${line}` : line))
    .join('\n');
}

export function readLines(written: string): readonly ServerText[] {
  return written
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => readText(line));
}

export function partsOf(text: ServerText): readonly (string | Reference)[] {
  if (typeof text === 'string') return text === '' ? [] : [text];
  return isRow(text) ? text : [text];
}

function isRow(text: Exclude<ServerText, string>): text is readonly (string | Reference)[] {
  return Array.isArray(text);
}

const word = String.raw`(?:[^\s\p{C}\p{Default_Ignorable_Code_Point}={}]{1,128})`;
const whole = new RegExp(`^${word}$`, 'u');

/** Whether a variable, a secret or an input can be called this: nothing in it can be overlooked. */
export function isName(text: string): boolean {
  return whole.test(text);
}

const reference = new RegExp(
  String.raw`(\$+)\{(home|separator|bundle|newline|return|empty|secret:${word}|input:${word}|env:${word}(?:=[^{}\n\r]*)?)\}`,
  'gu',
);

const characters: Readonly<Record<string, string>> = { newline: '\n', return: '\r', empty: '' };

function nameOf(part: Reference): string {
  if ('secret' in part) return `secret:${part.secret}`;
  if ('input' in part) return `input:${part.input}`;
  if ('variable' in part) return part.variable;
  return part.default === undefined
    ? `env:${part.env}`
    : `env:${part.env}=${part.default.replaceAll(/[%{}\n\r]/g, encodeURIComponent)}`;
}

function meaningOf(name: string): string | Reference {
  const character = characters[name];
  if (character !== undefined) return character;
  if (name === 'home' || name === 'separator' || name === 'bundle') return { variable: name };
  const [, kind, rest = ''] = /^(secret|input|env):(.*)$/s.exec(name) ?? [];
  if (kind === 'secret') return { secret: rest };
  if (kind === 'input') return { input: rest };
  const [env = '', ...given] = rest.split('=');
  if (given.length === 0) return { env };
  const instead = given.join('=').replaceAll(/%(?:25|7[BD]|0[AD])/gi, decodeURIComponent);
  return { env, default: instead };
}

const special = new RegExp(`${reference.source}|(\\$*)([\\n\\r])`, 'gu');

function escape(text: string, isBeforeReference: boolean): string {
  const doubled = text.replaceAll(
    special,
    (_, dollars?: string, name?: string, before = '', lineBreak?: string) =>
      lineBreak === undefined
        ? `${dollars}${dollars}{${name}}`
        : `${before}${before}\${${lineBreak === '\n' ? 'newline' : 'return'}}`,
  );
  const [last = ''] = isBeforeReference ? (/\$+$/.exec(doubled) ?? []) : [];
  return doubled + last;
}
