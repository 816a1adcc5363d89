/** Words, the same for the same seed, about `length` characters in all. */
export function textOfLength(length: number, seed: number): string {
  let state = seed * 2_654_435_761 + 1;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += `${words[state >>> 26] ?? 'and'}${state % 11 === 0 ? '.\n' : ' '}`;
  }
  return text;
}

const words =
  'the of and to in is you that it he was for on are with as they at be this have from or one had by word but not what all were we when your can said there use an each which she do how their if will up other about out many then them these so some her would make like him'.split(
    ' ',
  );
