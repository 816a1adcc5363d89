import i18next from 'i18next';
import type { Notice } from '../../shared/contract/app.ts';
import { dollars } from '../../shared/dollars.ts';
import { isErrorSituation } from '../../shared/error-situations.ts';
import { isErrorCode } from '../../shared/errors.ts';
import type { WireError } from '../../shared/errors.ts';
import { isRecord } from '../../shared/is-record.ts';
import { moment } from '../ui/moment.ts';

/**
 * What the core says, in the language of the page. English is the core's own sentence but where it names a time,
 * which the page knows better how to say; another language says all from the facts that came with it, in words
 * of `core/`.
 */
export function sayError(error: Said): string {
  const { chosenSays: message, substitutes } = error.details ?? {};
  if (typeof message !== 'string' || !Array.isArray(substitutes)) return sayWhy(error);
  const first = sayWhy({ ...error, message });
  return [first, say('substitutes'), sayEach(substitutes, 'substitute')].join(' ');
}

type Said = Pick<WireError, 'code' | 'message' | 'details'>;

function sayWhy({ code, message, details = {} }: Said): string {
  const { situation, seconds, providerName, model, httpStatus, retryAt } = details;
  const facts = {
    ...details,
    message,
    name: providerName ?? say('provider'),
    model: model ?? say('model'),
    http: typeof httpStatus === 'number' ? ` (HTTP ${httpStatus})` : '',
    couldCost: sayDollars(details['couldCostUsd'], 'up'),
    left: sayDollars(details['leftUsd'], 'down'),
    limit: sayDollars(details['limitUsd'], 'nearest'),
    retryAt: typeof retryAt === 'number' ? moment(retryAt, i18next.language) : undefined,
    last: sayWithin(details['lastError']),
    each: sayEach(details['failures'], 'key'),
  };
  const count = typeof seconds === 'number' ? seconds : 0;
  const key = isErrorSituation(situation)
    ? (`situations.${situation}` as const)
    : (`codes.${code}` as const);
  return hasWords(key, count) ? say(key, { count, replace: facts }) : message;
}

function sayDollars(usd: unknown, round: 'nearest' | 'up' | 'down'): string | undefined {
  return typeof usd === 'number' ? dollars(usd, i18next.language, round) : undefined;
}

/** Of keys, or models, that were asked one after the other: what is wrong with each. */
function sayEach(failures: unknown, word: 'key' | 'substitute'): string | undefined {
  if (!Array.isArray(failures)) return undefined;
  return failures
    .flatMap((failure: unknown) =>
      isRecord(failure)
        ? say(word, { replace: { ...failure, why: sayWithin(failure['error']) } })
        : [],
    )
    .join(' ');
}

/** An error that another one tells of. */
function sayWithin(error: unknown): string | undefined {
  if (!isRecord(error) || !isErrorCode(error['code'])) return undefined;
  const { code, message, details } = error;
  return sayError({
    code,
    message: typeof message === 'string' ? message : '',
    details: isRecord(details) ? details : undefined,
  });
}

export function sayNotice({ kind, message, details }: Notice): string {
  const { from, fields = [], count = 0, path } = details;
  const facts = {
    path,
    count,
    from: from === undefined ? undefined : moment(from, i18next.language),
    which: fields.length === 0 ? '' : ` (${fields.join(', ')})`,
  };
  const key = `notices.${kind}` as const;
  return hasWords(key, count) ? say(key, { count, replace: facts }) : message;
}

const say = i18next.getFixedT(null, 'core');

function hasWords(key: string, count = 0): boolean {
  return i18next.exists(key, { ns: 'core', count });
}
