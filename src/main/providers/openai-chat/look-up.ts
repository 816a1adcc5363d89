import type { z } from 'zod';

/** Asks a server for facts about its models. Throws an AppError where it does not answer, or with something else. */
export interface LookUp {
  /** `path` begins where the interface does. */
  get<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>>;
  post<Schema extends z.ZodType>(
    path: string,
    body: object,
    schema: Schema,
  ): Promise<z.infer<Schema>>;
  /** `path` begins at the origin of the address. */
  getFromOrigin<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>>;
  postToOrigin<Schema extends z.ZodType>(
    path: string,
    body: object,
    schema: Schema,
  ): Promise<z.infer<Schema>>;
}
