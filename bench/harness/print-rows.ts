import type { Row } from './bench.ts';
import { rounded } from './rows.ts';

const widths = { id: 6, name: 56, figure: 9, unit: 7, goal: 9, met: 4 };

export function headLine(): string {
  return line(
    { id: 'id', name: 'name', figure: 'figure', unit: 'unit', goal: 'goal', met: 'met' },
    'from',
  );
}

export function rowLine({ id, name, figure, unit, goal, met, detail }: Row): string {
  return line({ id, name, figure: rounded(figure), unit, goal, met: met ? 'yes' : 'NO' }, detail);
}

function line(cells: Readonly<Record<keyof typeof widths, string>>, detail: string): string {
  const { id, name, figure, unit, goal, met } = cells;
  return [
    id.padEnd(widths.id),
    name.padEnd(widths.name),
    figure.padStart(widths.figure),
    unit.padEnd(widths.unit),
    goal.padEnd(widths.goal),
    met.padEnd(widths.met),
    detail,
  ].join('  ');
}
