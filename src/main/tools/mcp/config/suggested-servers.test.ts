import { expect, test } from 'vitest';
import { importFormats } from '../../../../shared/contract/mcp-server.ts';
import { consentFormOf } from '../trust/consent.ts';
import { exportServers } from './export-servers.ts';
import { referencesOf } from './server-text.ts';
import { suggestedServers } from './suggested-servers.ts';

test.each(suggestedServers)('$id is off, whole and says what it may do', (server) => {
  const { config, from, abilities } = server;
  expect(config).toMatchObject({ enabled: false, trusted: false, source: { id: server.id } });
  expect(abilities.length).toBeGreaterThan(0);
  const asked = referencesOf(config).flatMap((it) => ('input' in it ? [it.input] : []));
  expect(config.inputs.map(({ id }) => id)).toEqual(asked);
  const shown = JSON.stringify(consentFormOf(config));
  if (from !== undefined) expect(shown).toContain(`"${from.name}"`);
  for (const format of importFormats) expect(exportServers([config], format).notes).toEqual([]);
});

test('ids and names differ', () => {
  expect(new Set(suggestedServers.map(({ id }) => id)).size).toBe(suggestedServers.length);
  expect(new Set(suggestedServers.map(({ config }) => config.name)).size).toBe(
    suggestedServers.length,
  );
});
