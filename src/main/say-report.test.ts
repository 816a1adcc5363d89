import { expect, test } from 'vitest';
import { createFakeClock } from '../shared/clock.ts';
import { createNotices } from './notices.ts';
import { sayReport } from './say-report.ts';
import { createSettings } from './settings/settings.ts';

function kinds(options: {
  restored?: { movedTo: string; backupFrom: number | null };
  interrupted?: number;
  mended?: 'restored' | 'reset';
  settings?: object;
  unreadable?: boolean;
}) {
  const notices = createNotices(createFakeClock());
  sayReport({
    notices,
    report: { restored: options.restored ?? null, interrupted: options.interrupted ?? 0 },
    settings: createSettings({ read: () => options.settings ?? {}, write() {} }),
    host: {
      settings: { read: () => ({}), write() {}, mended: options.mended ?? null },
      secrets: {
        places: [],
        unreadable: options.unreadable ?? false,
        get: () => undefined,
        hide() {},
        set: () => Promise.resolve(),
        delete: () => Promise.resolve(),
      },
    },
  });
  return notices.list();
}

test('a good start says nothing', () => {
  expect(kinds({})).toEqual([]);
});

test('whatever had to be mended is said, with what was kept', () => {
  const restored = kinds({
    restored: { movedTo: '/data/corrupt-1', backupFrom: Date.UTC(2026, 0, 2, 3, 4) },
  });
  expect(restored[0]?.kind).toBe('database-restored');
  expect(restored[0]?.message).toContain('2026-01-02 03:04');
  expect(restored[0]?.message).toContain('/data/corrupt-1');
  expect(kinds({ restored: { movedTo: '/x', backupFrom: null } })[0]?.kind).toBe(
    'database-started-empty',
  );
  expect(kinds({ interrupted: 1 })[0]?.message).toContain('An answer was');
  expect(kinds({ interrupted: 2 })[0]?.message).toContain('2 answers were');
  expect(kinds({ mended: 'restored' })[0]?.kind).toBe('settings-restored');
  expect(kinds({ mended: 'reset' })[0]?.kind).toBe('settings-reset');
  expect(kinds({ settings: { systemPrompt: 5 } })[0]?.message).toContain('systemPrompt');
  expect(kinds({ unreadable: true })[0]?.kind).toBe('keys-unreadable');
});
