import type { Row } from './bench.ts';

/** How many times as much four times the input may cost: 4 would be exactly linear. */
const growthLimit = 5;

export interface Limited {
  readonly id: string;
  readonly name: string;
  readonly figure: number;
  readonly unit: string;
  readonly limit: number;
  readonly detail: string;
}

export function atMost({ id, name, figure, unit, limit, detail }: Limited): Row {
  return {
    id,
    name,
    figure: Number(figure.toPrecision(4)),
    unit,
    goal: `≤ ${limit}`,
    met: figure <= limit,
    detail,
  };
}

export function mustHold({
  id,
  name,
  holds,
  detail,
}: {
  id: string;
  name: string;
  holds: boolean;
  detail: string;
}): Row {
  return { id, name, figure: holds ? 1 : 0, unit: 'yes/no', goal: '= 1', met: holds, detail };
}

export interface Growth {
  readonly id: string;
  /** What is done at `n` and at 4n. */
  readonly path: string;
  readonly n: number;
  readonly atN: number;
  readonly at4n: number;
  /** If it was compared round by round. */
  readonly ratio?: number;
}

/** What `path` costs at four times the size, as a multiple of what it costs at `n`. */
export function growth({ id, path, n, atN, at4n, ratio = at4n / atN }: Growth): Row {
  return atMost({
    id,
    name: `${path}: growth from n to 4n`,
    figure: ratio,
    unit: '×',
    limit: growthLimit,
    detail: `${milliseconds(atN)} at n = ${n}, ${milliseconds(at4n)} at ${4 * n}`,
  });
}

export function milliseconds(value: number): string {
  return `${rounded(value)} ms`;
}

export function rounded(value: number): string {
  if (!Number.isFinite(value) || value === 0) return String(value);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 5));
}
