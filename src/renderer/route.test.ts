import { expect, test } from 'vitest';
import { formatRoute, parseRoute } from './route.ts';
import type { Route } from './route.ts';

const id = '01936f5e-7c1a-7000-8000-000000000001';

const routes: readonly Route[] = [
  { page: 'new' },
  { page: 'chat', id },
  { page: 'settings' },
  { page: 'settings', section: 'appearance' },
  { page: 'servers' },
  { page: 'servers', at: 'paste' },
  { page: 'servers', at: 'server-0123abcd' },
  { page: 'status' },
  { page: 'usage' },
];

test.each(routes)('an address leads back to %j', (route) => {
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
  '#/servers/elsewhere',
  '#/servers/server-0123ABCD',
])('%j is the beginning', (hash) => {
  expect(parseRoute(hash)).toEqual({ page: 'new' });
});
