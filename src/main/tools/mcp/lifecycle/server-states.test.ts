import { expect, test } from 'vitest';
import { serverStates } from '../../../../shared/contract/mcp-events.ts';
import { assertMayFollow, nextStates } from './server-states.ts';

test('there are ten states, each of which has a way out and a way in', () => {
  expect(Object.keys(nextStates).toSorted()).toEqual(serverStates.toSorted());
  expect(serverStates).toHaveLength(10);
  for (const state of serverStates) {
    expect(nextStates[state].length).toBeGreaterThan(0);
    expect(serverStates.some((other) => nextStates[other].includes(state))).toBe(true);
    expect(nextStates[state]).not.toContain(state);
  }
});

test('from every state a server can be switched off', () => {
  for (const state of serverStates) {
    const reached = new Set([state]);
    for (const one of reached) for (const next of nextStates[one]) reached.add(next);
    expect(reached).toContain('disabled');
  }
});

test('nothing is ready that did not start', () => {
  expect(serverStates.filter((state) => nextStates[state].includes('ready'))).toEqual([
    'starting',
    'degraded',
  ]);
});

test('what may not follow throws', () => {
  expect(() => assertMayFollow('stopped', 'ready')).toThrow(TypeError);
  expect(() => assertMayFollow('disabled', 'starting')).toThrow(TypeError);
  expect(() => assertMayFollow('stopped', 'stopped')).toThrow(TypeError);
  expect(() => assertMayFollow('stopped', 'starting')).not.toThrow();
});
