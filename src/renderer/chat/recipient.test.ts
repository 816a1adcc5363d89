import { expect, test } from 'vitest';
import { recipientOf } from './recipient.ts';

const vendor = {
  id: 'vendor',
  name: 'Vendor',
  kind: 'vendor',
  needsKey: true,
  key: { set: true },
  keys: [],
  baseUrl: { value: 'https://api.vendor.example/v1', from: 'default' },
  ready: true,
} as const;

test('a question goes to the vendor, or to the server that was put in its place', () => {
  expect(recipientOf(vendor)).toBe('Vendor');
  expect(recipientOf({ ...vendor, baseUrl: null })).toBe('Vendor');
  const value = 'http://localhost:1234/v1';
  expect(recipientOf({ ...vendor, baseUrl: { value, from: 'environment' } })).toBe(
    'localhost:1234',
  );
  expect(recipientOf({ ...vendor, baseUrl: { value, from: 'settings' } })).toBe('localhost:1234');
});

test('what a server of one’s own is asked goes there, key or no key', () => {
  const baseUrl = { value: 'https://gateway.example/v1', from: 'settings' } as const;
  expect(recipientOf({ ...vendor, kind: 'custom', needsKey: false, baseUrl })).toBe(
    'gateway.example',
  );
});

test('what came with Tina sends nothing anywhere', () => {
  const own = { ...vendor, kind: 'built-in', needsKey: false, baseUrl: null } as const;
  expect(recipientOf(own)).toBeUndefined();
});
