import { expect, test } from 'vitest';
import { formatRoute, parseRoute } from './route.ts';

const id = '01936f5e-7c1a-7000-8000-000000000001';

test.each([
  { page: 'new' as const },
  { page: 'chat' as const, id },
  { page: 'settings' as const },
  { page: 'settings' as const, section: 'appearance' as const },
  { page: 'status' as const },
  { page: 'usage' as const },
])('an address leads back to %j', (route) => {
  expect(parseRoute(formatRoute(route))).toEqual(route);
});

test.each([
  '',
  '#',
  '#/chat/',
  '#/chat/x',
  `#/chat/${id}/x`,
  `#/chat/${id.toUpperCase()}`,
  '#/elsewhere',
  '#/settings/elsewhere',
  '#/settings/',
])('%j is the beginning', (hash) => {
  expect(parseRoute(hash)).toEqual({ page: 'new' });
});
