import type { TFunction } from 'i18next';
import type { TurnStatus } from '../../shared/contract/chat.ts';
import type { ModelRef } from '../../shared/contract/conversations.ts';
import type { Message } from '../../shared/contract/message.ts';
import type { WireError } from '../../shared/errors.ts';
import { isRecord } from '../../shared/is-record.ts';
import { toolTitle } from './tool/tool-title.ts';

/** A wait this short is not worth a number. */
const quietSeconds = 3;

/** What a turn is doing at `now`, in words, with the seconds where somebody waits. */
export function turnSentence(status: TurnStatus, model: string, now: number, t: TFunction): string {
  const seconds = Math.max(0, Math.floor((now - status.since) / 1000));
  const { until, ahead = 0 } = status;
  const left = until === undefined ? 0 : Math.max(0, Math.ceil((until - now) / 1000));
  switch (status.state) {
    case 'streaming':
      return t('turn.streaming', { model });
    case 'stalled':
      return t('turn.stalled', { seconds });
    case 'retrying': {
      const { attempt = 1, of = 1, error } = status;
      const why = error === undefined ? '' : ` (${reasonText(error, t)})`;
      const next = { attempt: attempt + 1, of, seconds: left };
      return `${t('turn.noAnswer', { model, why })} ${
        left > 0 ? t('turn.attemptIn', next) : t('turn.attempt', next)
      }`;
    }
    case 'queued': {
      const room =
        left > 0 ? t('turn.queuedUntil', { model, seconds: left }) : t('turn.queued', { model });
      return ahead > 0 ? `${room} ${t('turn.ahead', { count: ahead })}` : room;
    }
    case 'asking':
      return t('turn.asking', { tool: namesOf(status, t) });
    case 'question':
      return t('turn.question', { tool: namesOf(status, t) });
    case 'tool':
      return withSeconds(t('turn.tool', { tool: namesOf(status, t) }), seconds, t);
    case 'connecting':
    case 'waiting':
      return withSeconds(t(`turn.${status.state}`, { model }), seconds, t);
  }
}

function namesOf({ tools = [] }: TurnStatus, t: TFunction): string {
  return tools.map((tool) => toolTitle(tool, t)).join(', ');
}

/** The model a message asked first. */
export function askedOf({ provider, model }: Message): ModelRef | null {
  return provider === undefined || model === undefined ? null : { provider, model };
}

/** Why somebody could not answer, in a few words that go into a sentence. */
export function reasonText(error: Pick<WireError, 'code' | 'details'>, t: TFunction): string {
  const last = error.details?.['lastError'];
  const code = isRecord(last) ? last['code'] : error.code;
  const known = reasons.find((reason) => reason === code) ?? 'other';
  return t(`turn.reasons.${known}`);
}

const reasons = [
  'network-failed',
  'timed-out',
  'stream-stalled',
  'stream-truncated',
  'bad-response',
  'rate-limited',
  'provider-failed',
  'provider-unavailable',
  'conflict',
  'quota-exceeded',
  'authentication-failed',
  'permission-denied',
  'unknown-model',
  'not-initialized',
  'context-overflow',
] as const;

function withSeconds(sentence: string, seconds: number, t: TFunction): string {
  return seconds >= quietSeconds ? `${sentence} ${t('turn.for', { seconds })}` : sentence;
}
