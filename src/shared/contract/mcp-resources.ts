import { oc } from '@orpc/contract';
import { z } from 'zod';
import { draftKeySchema, idSchema, timeSchema } from './ids.ts';
import { serverIdSchema } from './mcp-server.ts';
import { resourcePartSchema } from './message.ts';
import { segmentSchema } from './segments.ts';

const segments = z.array(segmentSchema).readonly();
const uri = z.string().min(1).max(8192);
const count = z.number().int().nonnegative();
const ofServer = { server: serverIdSchema };

const shown = {
  /** What a person calls it: one line, without what cannot be seen. */
  title: z.string(),
  description: segments,
  mediaType: z.string().optional(),
};

const serverResourceSchema = z.object({
  uri,
  /** The same, to be drawn. */
  address: segments,
  ...shown,
  bytes: count.optional(),
  followed: z.boolean(),
});
export type ServerResource = Readonly<z.infer<typeof serverResourceSchema>>;

const resourceTemplateSchema = z.object({
  /** An address with gaps: RFC 6570. */
  template: z.string(),
  address: segments,
  ...shown,
  /** The server says what could stand in a gap. */
  canComplete: z.boolean(),
});
export type ResourceTemplate = Readonly<z.infer<typeof resourceTemplateSchema>>;

const followedResourceSchema = z.object({
  ...ofServer,
  uri,
  /** When its server said so last; null: it has not since Tina was started. */
  changedAt: timeSchema.nullable(),
  /** It was not read since. */
  changed: z.boolean(),
});
export type FollowedResource = Readonly<z.infer<typeof followedResourceSchema>>;

/** `name`: what whoever asks calls it, where its server does not list it. */
const wish = { ...ofServer, uri, name: z.string().max(1000).optional() };

/** The resources of MCP servers: looked through, looked at, attached to a draft, followed. All may start a server. */
export const mcpResourcesContract = {
  /** Those that can be asked for resources now, running or not, as far as they are known. */
  resourceServers: oc.output(
    z.object({
      servers: z.array(z.object({ id: serverIdSchema, name: z.string() })).readonly(),
    }),
  ),
  /** Of what a server lists that which has all words of `query`. Read again after `resources-changed`. */
  resources: oc
    .input(
      z.strictObject({
        ...ofServer,
        query: z.string().max(200).default(''),
        offset: count.default(0),
        limit: z.number().int().min(1).max(200).default(50),
      }),
    )
    .output(
      z.object({
        resources: z.array(serverResourceSchema).readonly(),
        /** How many have those words. */
        total: count,
        /** It has more of them than Tina takes. */
        hasMore: z.boolean(),
        canFollow: z.boolean(),
      }),
    ),
  resourceTemplates: oc.input(z.strictObject(ofServer)).output(
    z.object({
      templates: z.array(resourceTemplateSchema).readonly(),
      hasMore: z.boolean(),
    }),
  ),
  /** Reads it to be looked at. What it holds is kept until others were looked at. */
  previewResource: oc
    .input(z.strictObject(wish))
    .output(z.object({ resource: resourcePartSchema })),
  /** Reads it, and attaches what it holds now to a draft; in the place of another one, if that is named. */
  attachResource: oc
    .input(z.strictObject({ ...wish, draft: draftKeySchema, replaces: idSchema.optional() }))
    .output(z.object({ resource: resourcePartSchema })),
  /** Says `resource-updated` when it changes; also after the server was started again. */
  followResource: oc.input(z.strictObject({ ...ofServer, uri })).output(z.void()),
  unfollowResource: oc.input(z.strictObject({ ...ofServer, uri })).output(z.void()),
  followedResources: oc.output(z.object({ resources: z.array(followedResourceSchema).readonly() })),
};
