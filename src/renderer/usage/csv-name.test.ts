import { expect, test } from 'vitest';
import { csvName } from './csv-name.ts';

test('a file is named after the days in it', () => {
  const to = new Date(2026, 3, 1).getTime();
  expect(csvName({ from: new Date(2026, 2, 1).getTime(), to })).toBe(
    'Tina usage 2026-03-01 to 2026-03-31.csv',
  );
  expect(csvName({ from: 0, to })).toBe('Tina usage until 2026-03-31.csv');
});
