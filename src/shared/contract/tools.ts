import { oc } from '@orpc/contract';
import { z } from 'zod';
import { idSchema, timeSchema } from './ids.ts';
import { maxToolKeyLength } from '../limits.ts';
import { toolRules } from '../tool-rules.ts';

/** Of letters that take one byte each: lists of them travel with a first message. */
export const toolKeySchema = z
  .string()
  .max(maxToolKeyLength)
  .regex(/^[\w.:/-]+$/);
export const toolRuleSchema = z.enum(toolRules);

/** What it is known to do, from the most harmless on; `unknown` may be any of it. */
const toolEffects = ['reads', 'writes', 'destroys', 'unknown'] as const;

const toolInfoSchema = z.object({
  /** What rules and switches name it by: its name, behind its server's id if it has one. */
  key: toolKeySchema,
  /** As a model calls it. */
  name: z.string(),
  title: z.string(),
  description: z.string(),
  /** Who offers it; null: it came with Tina. */
  server: z.object({ id: z.string(), name: z.string() }).nullable(),
  effect: z.enum(toolEffects),
  /** What telling a model of it takes, counted here. */
  tokens: z.number().int().nonnegative(),
  rule: toolRuleSchema,
  /** The rule is the one it came with: nobody chose it. */
  isDefault: z.boolean(),
});
export type ToolInfo = Readonly<z.infer<typeof toolInfoSchema>>;

/** What a person can say to a call that waits. */
export const toolAnswers = ['once', 'chat', 'always', 'deny'] as const;
export type ToolAnswer = (typeof toolAnswers)[number];

/** How it came that a call ran or did not: a person was asked (`allowed-…`, `denied`), or nobody was. */
export const decisionOutcomes = [
  'allowed-once',
  'allowed-chat',
  'allowed-always',
  'denied',
  /** Allowed before, in the same conversation. */
  'ran-chat',
  /** By its rule. */
  'ran-rule',
  /** By its rule, or switched off in the conversation. */
  'refused',
] as const;
export type DecisionOutcome = (typeof decisionOutcomes)[number];

const toolDecisionSchema = z.object({
  id: idSchema,
  at: timeSchema,
  conversationId: idSchema,
  /** Of the conversation; null: there is none any more. */
  title: z.string().nullable(),
  tool: toolKeySchema,
  outcome: z.enum(decisionOutcomes),
});
export type ToolDecisionEntry = Readonly<z.infer<typeof toolDecisionSchema>>;

export const toolsContract = {
  list: oc.output(z.object({ tools: z.array(toolInfoSchema).readonly() })),
  /** null: the one it came with. */
  setRule: oc
    .input(z.strictObject({ tool: toolKeySchema, rule: toolRuleSchema.nullable() }))
    .output(z.void()),
  /**
   * What a person says to a call that waits. Refused with `conflict` if it does not wait (any more): somebody
   * may have answered in another window.
   */
  decide: oc
    .input(
      z.strictObject({
        messageId: idSchema,
        callId: z.string().min(1).max(500),
        answer: z.enum(toolAnswers),
      }),
    )
    .output(z.void()),
  /** A tool that was allowed for a whole conversation is asked about there again. */
  revoke: oc
    .input(z.strictObject({ conversationId: idSchema, tool: toolKeySchema }))
    .output(z.void()),
  /** What was decided, newest first. `before`: the id of the last entry of the page before. */
  decisions: oc
    .input(
      z.strictObject({
        before: idSchema.optional(),
        limit: z.number().int().min(1).max(100).default(20),
      }),
    )
    .output(z.object({ decisions: z.array(toolDecisionSchema).readonly(), hasMore: z.boolean() })),
};
