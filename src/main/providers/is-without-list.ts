import { AppError } from '../../shared/errors.ts';

/** The server answered that it lists no models. Not every one that speaks like OpenAI does. */
export function isWithoutList(error: unknown): boolean {
  return error instanceof AppError && statuses.has(error.details?.['httpStatus']);
}

/** Not found, not allowed in this way, not implemented. */
const statuses: ReadonlySet<unknown> = new Set([404, 405, 501]);
