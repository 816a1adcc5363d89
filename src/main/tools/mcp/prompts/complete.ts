import { z } from 'zod';
import type { Completion, CompletionWish } from '../../../../shared/contract/mcp-prompts.ts';
import { withVisible } from '../../../../shared/hidden-characters.ts';
import { answerUnreadable } from '../session/answer-unreadable.ts';
import type { McpSession } from '../session/session.ts';

/** As many as the protocol allows. */
const maxValues = 100;
const maxLength = 1000;

const answerSchema = z.object({
  completion: z.object({
    values: z.array(z.unknown()),
    hasMore: z.boolean().optional().catch(undefined),
  }),
});

/**
 * What could stand in an argument of a prompt or of a template, as its server says: nothing where it does not say
 * so of anything. What a person could not see whole is left out.
 */
export async function complete(
  { facts, request }: Pick<McpSession, 'facts' | 'request'>,
  { server, ref, argument, context }: CompletionWish & { readonly server: string },
  signal: AbortSignal,
): Promise<Completion> {
  if (facts.capabilities['completions'] === undefined) return { values: [], hasMore: false };
  const answer = await request(
    'completion/complete',
    {
      ref: { ...ref, type: `ref/${ref.type}` },
      argument,
      // Servers before 2025-06-18 do not know it, and nothing is said where there is nothing.
      ...(Object.keys(context).length === 0 ? {} : { context: { arguments: context } }),
    },
    signal,
  );
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) throw answerUnreadable(server, 'completion/complete');
  const { values, hasMore = false } = parsed.data.completion;
  const usable = values.slice(0, maxValues).filter(isUsable);
  return { values: [...new Set(usable)], hasMore: hasMore || values.length > maxValues };
}

function isUsable(value: unknown): value is string {
  return typeof value === 'string' && value.length <= maxLength && withVisible(value) === value;
}
