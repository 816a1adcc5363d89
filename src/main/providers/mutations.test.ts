import { it } from 'vitest';
import { adapters, survivesDamage } from './__fixtures__/damaged-streams.ts';

it.each(adapters)('$name makes something sound of streams that were damaged', (adapter) =>
  survivesDamage(adapter, 300),
);
