export type NumberState =
  | 'start'
  | 'minus'
  | 'zero'
  | 'integer'
  | 'dot'
  | 'fraction'
  | 'e'
  | 'sign'
  | 'exponent';

/** What was read so far is a number, though more may follow. */
export const wholeNumbers: ReadonlySet<NumberState> = new Set<NumberState>([
  'zero',
  'integer',
  'fraction',
  'exponent',
]);

/** Where the grammar of JSON's numbers goes from `state` with `char`; undefined: nowhere. */
export function numberStep(state: NumberState, char: string): NumberState | undefined {
  const isDigit = char >= '0' && char <= '9';
  switch (state) {
    case 'start':
      if (char === '-') return 'minus';
      return isDigit ? (char === '0' ? 'zero' : 'integer') : undefined;
    case 'minus':
      return isDigit ? (char === '0' ? 'zero' : 'integer') : undefined;
    case 'integer':
      if (isDigit) return 'integer';
      return afterInteger(char);
    case 'zero':
      return afterInteger(char);
    case 'dot':
      return isDigit ? 'fraction' : undefined;
    case 'fraction':
      if (isDigit) return 'fraction';
      return char === 'e' || char === 'E' ? 'e' : undefined;
    case 'e':
      if (char === '+' || char === '-') return 'sign';
      return isDigit ? 'exponent' : undefined;
    case 'sign':
    case 'exponent':
      return isDigit ? 'exponent' : undefined;
  }
}

function afterInteger(char: string): NumberState | undefined {
  if (char === '.') return 'dot';
  return char === 'e' || char === 'E' ? 'e' : undefined;
}
