/** Whether every word of the query stands in the title, whatever its case and accents. */
export function matchesTitle(title: string, query: string): boolean {
  const text = plain(title);
  return plain(query)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Without case and accents. ß and ss, and the forms of a ligature, are alike. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss');
}
