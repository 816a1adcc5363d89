import { oc } from '@orpc/contract';
import { z } from 'zod';
import { timeSchema } from './ids.ts';
import { serverIdSchema } from './mcp-server.ts';
import { wireErrorSchema } from './message.ts';

const pendingSchema = z.object({
  id: z.uuid(),
  /** The host of whoever says who the person is. */
  issuer: z.string(),
  /** The host of the page that is to be opened. */
  host: z.string(),
  /** What the person opens, or does not. Checked: encrypted, or on this computer. */
  url: z.url({ protocol: /^https?$/ }),
  /** `isNew`: beyond what was asked for before. */
  scopes: z.array(z.object({ name: z.string(), isNew: z.boolean() })).readonly(),
  expiresAt: timeSchema,
});
/** A sign-in that waits for its person to come back. */
export type PendingSignIn = Readonly<z.infer<typeof pendingSchema>>;

const stateSchema = z.object({
  server: serverIdSchema,
  signedIn: z.object({ host: z.string(), scopes: z.array(z.string()).readonly() }).nullable(),
  /** It refused something that takes more than whoever is signed in was allowed. */
  wantsMore: z.boolean(),
  pending: pendingSchema.nullable(),
  /** The last one that came about, since Tina was started. */
  done: z.uuid().nullable(),
  /** The last one that did not, and why. */
  failed: z.object({ id: z.uuid(), error: wireErrorSchema }).nullable(),
});
/** Of a server that people can sign in to; no token is in it. */
export type SignInState = Readonly<z.infer<typeof stateSchema>>;

const byId = z.strictObject({ server: serverIdSchema });

/** Signing in to servers at an address. After `sign-ins-changed` it is to be read again. */
export const mcpSignIn = {
  signIns: oc.output(z.object({ signIns: z.array(stateSchema).readonly() })),
  /**
   * Finds out where to sign in and waits for whoever comes back; nothing is opened. Refused with
   * `mcp-connection-failed` and a `details.cause` where that cannot be.
   */
  beginSignIn: oc.input(byId).output(pendingSchema),
  cancelSignIn: oc.input(byId).output(z.void()),
  /** Forgets it here in any case. `told`: whoever signed the person in knows of it, where they want to know. */
  signOut: oc
    .input(byId)
    .output(z.object({ told: z.enum(['revoked', 'not-offered', 'not-told']) })),
};
