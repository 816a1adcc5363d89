import { expect, test } from 'vitest';
import { createFakeClock } from '../../../../shared/clock.ts';
import { createUpdateNotes } from './update-notes.ts';

test('the first is told at once, what follows twice a second, each once', () => {
  const clock = createFakeClock();
  const told: string[] = [];
  const notes = createUpdateNotes(
    (updated) => told.push(updated.map(({ server, uri }) => `${server} ${uri}`).join(', ')),
    clock,
  );
  for (let time = 0; time < 1_000; time++) notes.add('a', 'one');
  notes.add('b', 'one');
  expect(told).toEqual(['a one']);
  clock.advance(500);
  expect(told).toEqual(['a one', 'a one, b one']);
  clock.advance(10_000);
  notes.add('a', 'two');
  expect(told).toEqual(['a one', 'a one, b one', 'a two']);
  notes.add('a', 'three');
  notes.close();
  clock.advance(10_000);
  expect(told).toHaveLength(3);
});
