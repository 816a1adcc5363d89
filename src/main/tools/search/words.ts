/** The words of a text as they are searched: lower case, without accents and endings, small words left out. */
export function wordsOf(text: string): readonly string[] {
  return splitWords(text)
    .filter((word) => !smallWords.has(word))
    .map(stem);
}

/** `readTextFile2` and `read_text-file 2` alike: read, text, file, 2. */
export function splitWords(text: string): readonly string[] {
  const parted = text
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2');
  const plain = isAscii.test(text) ? parted : parted.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return (
    plain
      .toLowerCase()
      .replaceAll('ß', 'ss')
      .match(/\p{L}+|\d+/gu) ?? []
  );
}

const isAscii = /^\p{ASCII}*$/u;

/** Cuts what English adds to a word, so that `listing`, `listed` and `lists` are one. Not a word afterwards. */
export function stem(word: string): string {
  if (word.length <= 3 || !isLatin.test(word)) return word;
  const singular = word.endsWith('s') ? withoutPlural(word) : word;
  const plain = singular.length > 5 ? withoutEnding(singular) : singular;
  return plain
    .replace(/([bdgmnprt])\1$/, '$1')
    .replace(/e$/, '')
    .replace(/([^aeiou])y$/, '$1i');
}

const isLatin = /^[a-z]+$/;

function withoutPlural(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.endsWith('sses')) return word.slice(0, -2);
  return word.endsWith('ss') ? word : word.slice(0, -1);
}

/** Only where a vowel is left: `string` and `need` are whole. */
function withoutEnding(word: string): string {
  const ending = /(?:ing|[^e]ed|est)$/.exec(word)?.[0];
  if (ending === undefined) return word;
  const begun = word.slice(0, ending.endsWith('ed') ? -2 : -3);
  return /[aeiou]/.test(begun) ? begun : word;
}

/** They stand in every description, or say nothing of what is to be done. */
const smallWords: ReadonlySet<string> = new Set(
  `a an and any are as at be been but by can could did do does for from has have how i if in into is it its
  just me my of on or our please should some that the their them then there these they this those to us want was
  we were what when where which who why will with would you your am all also optional given specified e g
  aus bei bin das dem den der des die diese diesen dieser dieses ein eine einem einen einer es fur habe hat ich ihr
  im ins ist kann man mein meine meinem meinen meiner mich mir mit mochte nach oder sind und uns unser von vom
  welche welcher welches wie wird wo zu zum zur auf gibt bitte`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
