import type { AskReason } from '../../shared/contract/message.ts';
import type { ToolRule } from '../../shared/tool-rules.ts';
import type { ToolAnnotations } from './tool.ts';

export interface ToolFacts {
  /** Undefined: nothing was said about this very tool. */
  readonly rule: ToolRule | undefined;
  /** The person allowed this tool for this conversation. */
  readonly allowedHere: boolean;
  /** It came with Tina. */
  readonly builtIn: boolean;
  /** The person trusts the server it belongs to. */
  readonly serverTrusted: boolean;
  readonly annotations: ToolAnnotations;
  /** A result of a server that is not trusted stands in this turn already. */
  readonly afterUntrusted: boolean;
}

export type ToolDecision =
  | {
      readonly action: 'run';
      readonly reasons: readonly ('set-to-always' | 'allowed-here' | 'only-reads')[];
    }
  | {
      readonly action: 'ask';
      readonly reasons: readonly AskReason[];
      /** False: to allow it for this conversation would change nothing, so that is not offered. */
      readonly canAllowHere: boolean;
    }
  | { readonly action: 'deny'; readonly reasons: readonly 'set-to-deny'[] };

/**
 * Whether a tool may run. A rule for this very tool has the last word. Hints that warn are heeded whoever
 * gives them; a hint that reassures counts from Tina's own tools and from trusted servers only.
 */
export function decideTool(facts: ToolFacts): ToolDecision {
  const { rule, allowedHere, annotations } = facts;
  if (rule === 'deny') return { action: 'deny', reasons: ['set-to-deny'] };
  if (rule === 'always') return { action: 'run', reasons: ['set-to-always'] };

  const destructive = annotations.destructiveHint === true;
  const saysItReads = annotations.readOnlyHint === true && !destructive;
  const believed = facts.builtIn || facts.serverTrusted;
  const onlyReads = saysItReads && believed;
  const tainted = facts.afterUntrusted && !onlyReads;

  if (allowedHere && !destructive && !tainted) return { action: 'run', reasons: ['allowed-here'] };
  if (onlyReads && rule === undefined) return { action: 'run', reasons: ['only-reads'] };

  const reasons: AskReason[] = [];
  if (rule === 'ask') reasons.push('set-to-ask');
  else if (!allowedHere) reasons.push('not-allowed-yet');
  if (destructive) reasons.push('destructive');
  if (tainted) reasons.push('after-untrusted-result');
  if (saysItReads && !believed) reasons.push('hint-not-believed');
  return { action: 'ask', reasons, canAllowHere: !destructive && !tainted };
}
