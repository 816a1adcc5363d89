import { expect, test } from 'vitest';
import { followsAfterScroll, topAfterPrepend } from './follow-scroll.ts';

test('the smallest step up ends following', () => {
  expect(followsAfterScroll({ isFollowing: true, previousTop: 500, top: 495, toEnd: 5 })).toBe(
    false,
  );
});

test('reaching the end, or nearly, begins it again', () => {
  expect(followsAfterScroll({ isFollowing: false, previousTop: 400, top: 480, toEnd: 20 })).toBe(
    true,
  );
  expect(followsAfterScroll({ isFollowing: false, previousTop: 400, top: 480, toEnd: 25 })).toBe(
    false,
  );
  expect(followsAfterScroll({ isFollowing: false, previousTop: 500, top: 450, toEnd: 0 })).toBe(
    true,
  );
});

test('text that grows faster than the view moves does not end it', () => {
  expect(followsAfterScroll({ isFollowing: true, previousTop: 500, top: 500, toEnd: 300 })).toBe(
    true,
  );
});

test('what the reader sees stays in place when older messages come above it', () => {
  expect(topAfterPrepend(40, 1000, 1600)).toBe(640);
});
