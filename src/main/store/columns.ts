import type { SQLOutputValue } from 'node:sqlite';
import { AppError } from '../../shared/errors.ts';

type Row = Record<string, SQLOutputValue>;

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw unreadable(column);
  return value;
}

export function optionalText(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw unreadable(column);
  return value;
}

export function optionalInteger(row: Row, column: string): number | null {
  return row[column] === null ? null : integer(row, column);
}

/** Of a column of REALs. */
export function optionalNumber(row: Row, column: string): number | null {
  return optionalInteger(row, column);
}

/** Of a column of JSON. */
export function texts(row: Row, column: string): readonly string[] {
  const list = parsed(text(row, column));
  if (!Array.isArray(list)) throw unreadable(column);
  return list.filter((item) => typeof item === 'string');
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function unreadable(column: string): AppError {
  return new AppError(
    'storage-failed',
    'A part of the database is damaged and cannot be read. The rest is safe.',
    {
      situation: 'part-damaged',
      details: { column },
    },
  );
}
