/**
 * The words of a command line, as a shell would split it: quotes, backslashes, nothing else. Undefined where
 * a shell would do more (pipes, substitutions, several commands), which nobody should do for it.
 */
export function splitShellLine(
  line: string,
): { readonly words: readonly string[] } | { readonly fault: 'shell-syntax' | 'quote-open' } {
  const words: string[] = [];
  let word: string | undefined;
  for (let index = 0; index < line.length; index++) {
    const character = line.charAt(index);
    if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === "'" || character === '"') {
      const end = closingQuote(line, index);
      if (end === -1) return { fault: 'quote-open' };
      const inside = line.slice(index + 1, end);
      if (character === '"' && /`|\$\(/.test(inside)) return { fault: 'shell-syntax' };
      word = (word ?? '') + (character === '"' ? inside.replaceAll(/\\(["\\$`])/g, '$1') : inside);
      index = end;
    } else if (character === '\\' && /[\s"'\\$&|;<>()]/.test(line.charAt(index + 1))) {
      // Before any other character it is a folder's, on Windows.
      word = (word ?? '') + line.charAt(++index);
    } else if (character === '#' && word === undefined) break;
    else if (/[|&;<>`()]/.test(character) && !isPlaceholderAt(line, index))
      return { fault: 'shell-syntax' };
    else word = (word ?? '') + character;
  }
  if (word !== undefined) words.push(word);
  return { words };
}

function closingQuote(line: string, start: number): number {
  const quote = line.charAt(start);
  for (let index = start + 1; index < line.length; index++) {
    if (quote === '"' && line.charAt(index) === '\\') index++;
    else if (line.charAt(index) === quote) return index;
  }
  return -1;
}

/** `<your-token>` is what instructions write, not a redirection. */
function isPlaceholderAt(line: string, index: number): boolean {
  const start = line.lastIndexOf('<', index);
  return (
    start !== -1 && /^<[\w -]{2,40}>/.test(line.slice(start)) && line.indexOf('>', start) >= index
  );
}
