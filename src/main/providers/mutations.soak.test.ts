import { expect, it, vi } from 'vitest';
import { adapters, survivesDamage } from './__fixtures__/damaged-streams.ts';

it.each(adapters)(
  '$name survives 10,000 damaged streams, and says nothing on the console',
  { timeout: 120_000 },
  async (adapter) => {
    const spies = (['debug', 'info', 'log', 'warn', 'error'] as const).map((method) =>
      vi.spyOn(console, method),
    );
    await survivesDamage(adapter, 10_000);
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  },
);
