import { expect, test } from 'vitest';
import { parseChallenge } from './challenge.ts';

const nothing = { error: undefined, scopes: undefined, metadata: undefined };

test.each<[string, object | undefined]>([
  ['Bearer', nothing],
  ['bearer scope="a b"', { ...nothing, scopes: ['a', 'b'] }],
  [
    'Bearer error="insufficient_scope", scope="a  a b", resource_metadata="https://x.example/y?a=b, c"',
    { error: 'insufficient_scope', scopes: ['a', 'b'], metadata: 'https://x.example/y?a=b, c' },
  ],
  ['Bearer error = invalid_token , realm=x', { ...nothing, error: 'invalid_token' }],
  ['Basic realm="Bearer scope=\\"no\\"", Bearer scope="yes"', { ...nothing, scopes: ['yes'] }],
  ['Bearer scope="yes", Basic scope="no"', { ...nothing, scopes: ['yes'] }],
  ['Bearer scope="first", Bearer scope="second"', { ...nothing, scopes: ['first'] }],
  ['Bearer scope="first", scope="second"', { ...nothing, scopes: ['first'] }],
  ['Bearer scope="sp\u202eeech plain"', { ...nothing, scopes: ['plain'] }],
  ['Negotiate, Bearer scope="a"', { ...nothing, scopes: ['a'] }],
  ['Basic realm="x"', undefined],
  ['', undefined],
  ['x'.repeat(20_000), undefined],
])('%s', (header, challenge) => {
  expect(parseChallenge(header)).toEqual(challenge);
});

test('no header is no challenge, and a long one takes no longer than its length', () => {
  expect(parseChallenge(null)).toBeUndefined();
  expect(parseChallenge(`Bearer ${'a="\\'.repeat(4000)}`)).toEqual(nothing);
});
