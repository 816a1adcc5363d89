import { z } from 'zod';

/** UUIDv7: made by whoever creates the thing, sortable by time, so a repeated request is recognised. */
export const idSchema = z.uuidv7();

/** Milliseconds since 1970, UTC. */
export const timeSchema = z.number().int().nonnegative();

/** What a draft is kept by: a conversation's id, or `new` or `quick` for the one not yet begun. */
export const draftKeySchema = z.string().min(1).max(64);
