const maxLength = 60;
/** A title is found in the beginning or not at all; the patterns below are slow on what is very long. */
const maxRead = 2000;

/**
 * A title from the first exchange, at once, offline and for free: the first sentence of the
 * question or, when that is only a greeting, of the answer. Empty when neither says anything.
 */
export function titleFrom(question: string, answer = ''): string {
  const asked = firstSentence(question);
  if (asked !== '' && !isGreeting.test(asked)) return asked;
  return firstSentence(answer) || asked;
}

const isGreeting =
  /^(?:hi|hey|hello|hallo|moin|servus|yo|ping|test|good (?:morning|evening|day)|guten (?:tag|morgen|abend))(?:\s+(?:there|tina|you))?\W*$/iu;

function firstSentence(markdown: string): string {
  const line =
    markdown
      .slice(0, maxRead)
      .split('\n')
      .map(plain)
      .find((text) => /[\p{L}\p{N}]/u.test(text)) ?? '';
  const sentence = /^.{8,}?[.!?。！？](?=\s|$)/u.exec(line)?.[0] ?? line;
  return cut(sentence.replace(/[.:;,。]+$/u, ''));
}

/** Without the marks of markdown that would read as noise in a list. */
function plain(line: string): string {
  return line
    .replace(/^\s*(?:[#>*+-]+|\d+[.)]|```\S*)\s*/u, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/(\*{1,3}|`+|~~)(?=\S)(.+?)(?<=\S)\1/gu, '$2')
    .replace(/(?<![\p{L}\p{N}])(_{1,3})(?=\S)(.+?)(?<=\S)\1(?![\p{L}\p{N}])/gu, '$2')
    .replace(/\s+/gu, ' ')
    .trim();
}

function cut(text: string): string {
  const characters = [...text];
  if (characters.length <= maxLength) return text;
  const head = characters.slice(0, maxLength).join('');
  const space = head.lastIndexOf(' ');
  return `${space > maxLength / 2 ? head.slice(0, space) : head}…`;
}
