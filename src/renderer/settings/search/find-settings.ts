import type { SettingsSection } from '../../route.ts';

/** One setting as the search sees it. */
export interface SettingEntry {
  readonly id: string;
  readonly section: SettingsSection;
  /** All it can be found by, in the language of the page. */
  readonly words: string;
}

/** Those that have every word of the query in them, wherever it stands; all of them for no query. */
export function findSettings(
  entries: readonly SettingEntry[],
  query: string,
): readonly SettingEntry[] {
  const wanted = plain(query).split(/\s+/).filter(Boolean);
  return entries.filter(({ words }) => {
    const text = plain(words);
    return wanted.every((word) => text.includes(word));
  });
}

/** Without case and accents, so that `grosse` and `größe` are both found by `GRO`. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .replaceAll('ß', 'ss');
}
