import type { ModelRef } from '../../shared/contract/conversations.ts';
import type { Message } from '../../shared/contract/message.ts';
import type { ErrorSituation } from '../../shared/error-situations.ts';
import { isRecord } from '../../shared/is-record.ts';
import { messageText } from './message-text.ts';

/** How a message ended that is not simply complete, and the one thing that helps. */
export interface MessageHelp {
  readonly type: 'error' | 'ended';
  /** Key of the sentence under `message.end`; for an error the sentence is its own. */
  readonly reason: EndReason | 'error';
  readonly kept: 'answer' | 'question' | null;
  readonly action: 'continue' | 'retry' | 'settings' | null;
  /** It may be the connection, or the address in the settings. */
  readonly alsoSettings?: boolean;
  /** What keeps it from going on is a limit the person has set. */
  readonly isOverBudget?: boolean;
  /** It is longer than this model can read. */
  readonly isTooLong?: boolean;
}

export type EndReason =
  | 'stopped'
  | 'interrupted'
  | 'length'
  | 'own-length'
  | 'refusal'
  | 'context-overflow'
  | 'pause'
  | 'tool-calls'
  | 'empty'
  | 'unanswered';

/** null: there is nothing to say. Only the last message can be helped, for what came after rests on the others. */
export function messageHelp(message: Message, isLast: boolean): MessageHelp | null {
  if (message.status === 'streaming') return null;
  if (message.role === 'user') {
    return isLast ? { type: 'ended', reason: 'unanswered', kept: null, action: 'retry' } : null;
  }
  const hasText = messageText(message) !== '';
  const goOn = isLast ? (hasText ? 'continue' : 'retry') : null;
  const kept = hasText ? 'answer' : 'question';
  switch (message.status) {
    case 'stopped':
    case 'interrupted':
      return {
        type: 'ended',
        reason: message.status,
        kept: hasText ? 'answer' : null,
        action: goOn,
      };
    case 'failed':
      return {
        type: 'error',
        reason: 'error',
        // What was written may be no more than how it declines.
        kept: hasText && message.error?.code === 'content-refused' ? null : kept,
        action: isLast ? helpFor(message, hasText) : null,
        alsoSettings: isLast && hasSituation(message, addressMayBeWrong),
        ...(hasSituation(message, overBudget) ? { isOverBudget: true } : {}),
        ...(isTooLong(message) ? { isTooLong: true } : {}),
      };
    case 'complete':
      return completeHelp(message, hasText, goOn);
  }
}

const addressIsWrong: readonly ErrorSituation[] = [
  'address-unknown',
  'address-with-name',
  'address-of-secrets',
  'address-not-safe',
  'not-a-web-address',
  'saved-address-broken',
  'redirected',
];

const addressMayBeWrong: readonly ErrorSituation[] = [
  'nothing-answers',
  'host-unknown',
  'connection-failed',
  'connection-not-safe',
  'wrong-interface',
];

/** One that is only held back by other answers is free again when they are done. */
const overBudget: readonly ErrorSituation[] = ['budget-spent', 'budget-short', 'budget-cut'];

/** Of an error after several attempts it is the last one that counts. */
function causeOf({ error }: Message): { readonly code?: unknown; readonly details?: unknown } {
  const last = error?.details?.['lastError'];
  return isRecord(last) ? last : (error ?? {});
}

function hasSituation(message: Message, situations: readonly ErrorSituation[]): boolean {
  const { details } = causeOf(message);
  return isRecord(details) && situations.some((situation) => situation === details['situation']);
}

/** Where substitutes were asked as well, the error tells of each. */
function isTooLong(message: Message): boolean {
  return (
    causeOf(message).code === 'context-overflow' &&
    !('substitutes' in (message.error?.details ?? {}))
  );
}

function helpFor(message: Message, hasText: boolean): MessageHelp['action'] {
  if (hasSituation(message, addressIsWrong) || hasSituation(message, overBudget)) return 'settings';
  // Another model is chosen above, and then it is asked again.
  if (hasSituation(message, ['provider-removed'])) return 'retry';
  switch (causeOf(message).code) {
    case 'authentication-failed':
    case 'permission-denied':
    case 'not-initialized':
    case 'unknown-provider':
      return 'settings';
    case 'context-overflow':
    case 'content-refused':
      return 'retry';
    default:
      return hasText ? 'continue' : 'retry';
  }
}

/** The limit a person set and the answer ran into, in tokens; null: there was none. */
export function ownLimit({ parts }: Message): number | null {
  return parts.findLast((part) => part.type === 'step')?.maxOutputTokens ?? null;
}

/** Whom an error is about: not always the model that was asked first. */
export function failedModel(message: Message): ModelRef | null {
  const { details } = causeOf(message);
  const [provider, model] = isRecord(details) ? [details['provider'], details['model']] : [];
  if (typeof provider === 'string' && typeof model === 'string') return { provider, model };
  return message.provider === undefined || message.model === undefined
    ? null
    : { provider: message.provider, model: message.model };
}

function completeHelp(
  message: Message,
  hasText: boolean,
  goOn: MessageHelp['action'],
): MessageHelp | null {
  const { finishReason } = message;
  switch (finishReason) {
    case 'length': {
      const reason = ownLimit(message) === null ? 'length' : 'own-length';
      return { type: 'ended', reason, kept: null, action: goOn };
    }
    case 'pause':
    case 'tool-calls':
      return { type: 'ended', reason: finishReason, kept: null, action: goOn };
    case 'refusal':
      return {
        type: 'ended',
        reason: 'refusal',
        kept: null,
        action: goOn === null ? null : 'retry',
      };
    case 'context-overflow':
      return {
        type: 'ended',
        reason: 'context-overflow',
        kept: null,
        action: goOn === null ? null : 'retry',
      };
    default:
      return hasText ? null : { type: 'ended', reason: 'empty', kept: null, action: goOn };
  }
}
