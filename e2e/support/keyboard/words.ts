import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Language = 'en' | 'de';

interface Dictionary {
  readonly [key: string]: string | Dictionary;
}

export interface Words {
  /** What the page says for a key of its dictionary. */
  (key: string, values?: Readonly<Record<string, string>>): string;
  /** The same for every value: with what differs from one to the next left out. */
  plain(name: string): string;
  readonly languages: { readonly own: Language; readonly other: Language };
}

/** The page's own words, so that a walk through it can be taken in any language. */
export function wordsOf(language: Language): Words {
  const folder = join(import.meta.dirname, '../../../src/renderer/i18n');
  const read = (name: string) =>
    JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Dictionary;
  const dictionary = { ...read(language), ...read(`${language}-later`) };
  const patterns = [...texts(dictionary)]
    .filter((text) => text.includes('{{') && letters(text) >= 4)
    .toSorted((one, other) => letters(other) - letters(one))
    .map((text) => ({ text, pattern: patternOf(text) }));

  function word(key: string, values: Readonly<Record<string, string>> = {}): string {
    let found: string | Dictionary | undefined = dictionary;
    for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined;
    if (typeof found !== 'string') throw new Error(`There is no text “${key}” in ${language}.`);
    return found.replaceAll(/\{\{(\w+)\}\}/g, (all, name: string) => values[name] ?? all);
  }

  return Object.assign(word, {
    plain: (name: string) => patterns.find(({ pattern }) => pattern.test(name))?.text ?? name,
    languages: { own: language, other: language === 'en' ? ('de' as const) : ('en' as const) },
  });
}

function* texts(dictionary: Dictionary): Generator<string> {
  for (const value of Object.values(dictionary)) {
    if (typeof value === 'string') yield value;
    else yield* texts(value);
  }
}

function letters(text: string): number {
  return text.replaceAll(/\{\{\w+\}\}|[^\p{Letter}]/gu, '').length;
}

function patternOf(text: string): RegExp {
  const parts = text.split(/\{\{\w+\}\}/).map((part) => escaped(part));
  return new RegExp(`^${parts.join('.+')}$`, 's');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
