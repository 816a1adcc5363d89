import { z } from 'zod';
import { timeSchema } from './ids.ts';
import { wireErrorSchema } from './message.ts';
import { toolProgressSchema } from './tool-progress.ts';

const count = z.number().int().nonnegative();
const milliseconds = z.number().nonnegative();

/**
 * `degraded`: connected, but it missed answers. `backoff`: it ended and is started again at `nextRetryAt`.
 * `failed`: nothing is tried before a person asks for it.
 */
export const serverStates = [
  'disabled',
  'stopped',
  'starting',
  'needs_consent',
  'needs_auth',
  'ready',
  'degraded',
  'backoff',
  'failed',
  'stopping',
] as const;
export type ServerState = (typeof serverStates)[number];

/**
 * Why a server is in its state. `wanted`: a call needs it. `warm`: it is to be there before it is needed.
 * `asked`: a person asked for it. `left`: nobody waits for it any more.
 */
export const serverReasons = [
  'added',
  'switched-on',
  'switched-off',
  'wanted',
  'warm',
  'asked',
  'retry',
  'connected',
  'answers-again',
  'silent',
  'wrong-era',
  'start-failed',
  'ended',
  'failed-too-often',
  'cannot-start',
  'consent-missing',
  'sign-in-needed',
  'config-changed',
  'left',
  'closing',
] as const;
export type ServerReason = (typeof serverReasons)[number];

/** `legacy`: up to 2025-11-25, with a handshake. `modern`: 2026-07-28 and later, without. */
export const serverEras = ['legacy', 'modern'] as const;
export type ServerEra = (typeof serverEras)[number];

export const serverStatusSchema = z.object({
  state: z.enum(serverStates),
  since: timeSchema,
  reason: z.enum(serverReasons),
  /** How often in a row it failed. */
  attempt: count,
  /** Of `backoff`; null otherwise. */
  nextRetryAt: timeSchema.nullable(),
  /** null: not connected. */
  era: z.enum(serverEras).nullable(),
  /** Median of its newest answers; null: there are none. */
  latencyMs: milliseconds.nullable(),
  /** What it failed with last; null since it is ready. */
  error: wireErrorSchema.nullable(),
});
export type ServerStatus = Readonly<z.infer<typeof serverStatusSchema>>;

/** Of its newest calls and pings. */
export const serverHealthSchema = z.object({
  latencyMs: milliseconds.nullable(),
  /** Between 0 and 1, of `answers`. */
  errorRate: z.number().min(0).max(1),
  answers: count,
  /** Pings in a row that were not answered. */
  misses: count,
});
export type ServerHealth = Readonly<z.infer<typeof serverHealthSchema>>;

const ofServer = { server: z.string() };
const ofCall = { ...ofServer, call: z.string() };

export const runningCallSchema = z.object({
  ...ofCall,
  /** As the server names it. */
  tool: z.string(),
  startedAt: timeSchema,
  /** The conversation that asked for it; absent: a person did, by hand. */
  conversationId: z.string().optional(),
  /** The answer it is part of, and what it is called there. */
  messageId: z.string().optional(),
  callId: z.string().optional(),
  progress: toolProgressSchema.optional(),
});
export type RunningCall = Readonly<z.infer<typeof runningCallSchema>>;

/** The numbered events of all servers. Folding them over a snapshot gives the present. */
export const mcpEventSchema = z.discriminatedUnion('type', [
  /** The server is known from now on, or its state changed. */
  z.object({ type: z.literal('server-state'), ...ofServer, status: serverStatusSchema }),
  z.object({ type: z.literal('server-health'), ...ofServer, health: serverHealthSchema }),
  z.object({ type: z.literal('server-removed'), ...ofServer }),
  /** Servers were added or removed, or described otherwise: they are to be read again. */
  z.object({ type: z.literal('servers-changed') }),
  z.object({ type: z.literal('tool-start'), call: runningCallSchema }),
  z.object({ type: z.literal('tool-progress'), ...ofCall, progress: toolProgressSchema }),
  z.object({
    type: z.literal('tool-end'),
    ...ofCall,
    outcome: z.enum(['complete', 'failed', 'cancelled', 'timed-out']),
    error: wireErrorSchema.optional(),
    endedAt: timeSchema,
  }),
  z.object({ type: z.literal('tools-changed'), ...ofServer }),
  /** What it lists, or which of it is followed. */
  z.object({ type: z.literal('resources-changed'), ...ofServer }),
  /** One that is followed changed, or was read since it did. */
  z.object({ type: z.literal('resource-updated'), ...ofServer, uri: z.string() }),
  z.object({ type: z.literal('prompts-changed'), ...ofServer }),
  /** A server asks something, or something it asked was answered or withdrawn. */
  z.object({ type: z.literal('questions-changed') }),
  /** Somebody signed in or out, or can, or could not. */
  z.object({ type: z.literal('sign-ins-changed') }),
  /** Its log goes up to line `newest`; the lines themselves are asked for. */
  z.object({ type: z.literal('log'), ...ofServer, newest: count }),
]);
export type McpEvent = Readonly<z.infer<typeof mcpEventSchema>>;

/**
 * `cursor` names a place in the event sequence; give it back as `after` to go on from there.
 * A `snapshot` comes first, and again whenever the events since `after` are no longer kept.
 */
export const mcpUpdateSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('snapshot'),
    cursor: z.string(),
    servers: z
      .array(z.object({ ...ofServer, status: serverStatusSchema, health: serverHealthSchema }))
      .readonly(),
    calls: z.array(runningCallSchema).readonly(),
  }),
  z.object({
    type: z.literal('events'),
    /** The cursor these events follow. Whoever is elsewhere has a gap and watches again. */
    after: z.string(),
    cursor: z.string(),
    events: z.array(mcpEventSchema).readonly(),
  }),
]);
export type McpUpdate = Readonly<z.infer<typeof mcpUpdateSchema>>;
