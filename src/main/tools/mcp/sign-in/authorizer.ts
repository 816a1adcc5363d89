import type { Clock } from '../../../../shared/clock.ts';
import type { HttpAuthorizer, HttpRefusal, RefusalVerdict } from '../http/http-authorizer.ts';
import type { Challenges } from './challenges.ts';
import { grantedScopes, recordFor, secretsOf } from './credentials.ts';
import type { Credentials, SignInRecords } from './credentials.ts';
import { parseChallenge } from './oauth/challenge.ts';
import type { Refresh } from './refresh.ts';
import type { SignInTarget } from './sign-in-target.ts';

export interface AuthorizerOptions {
  readonly target: SignInTarget;
  readonly records: SignInRecords;
  readonly challenges: Challenges;
  readonly refresh: Refresh;
  readonly clock: Clock;
  /** What a person can do about it is another than before. */
  readonly onChange: () => void;
}

/** So long before its end a token is renewed, or a tenth of its life where that is shorter. */
const earlyMs = 30_000;

/** Puts tokens on the requests to one server, renews them, and says what a refusal takes. */
export function createAuthorizer(options: AuthorizerOptions): HttpAuthorizer {
  const { target, records, challenges, refresh, clock, onChange } = options;
  const { server, log } = target;

  function credentials(): Credentials | undefined {
    const record = recordFor(records, target);
    const found = record?.issuers[record.issuer];
    if (found?.tokens !== undefined) log.keepOut(secretsOf(found));
    return found?.tokens === undefined ? undefined : found;
  }

  function isNearItsEnd({ tokens, at }: Credentials): boolean {
    const { expires_in: seconds, refresh_token: token } = tokens ?? {};
    if (seconds === undefined || token === undefined) return false;
    const ms = seconds * 1000;
    return clock.now() >= at + ms - Math.min(earlyMs, ms / 10);
  }

  async function refused(refusal: HttpRefusal): Promise<RefusalVerdict> {
    const { status, challenge: header, token, isLast } = refusal;
    const said = parseChallenge(header);
    const known = { error: undefined, scopes: undefined, metadata: undefined, ...said };
    const here = credentials();
    if (status === 403) {
      if (said?.error !== 'insufficient_scope' || token === undefined) return 'forbidden';
      if (isOther(here) && !isLast) return 'again';
      return toPerson(true, 'more-access-needed');
    }
    if (token === undefined) return toPerson(false, 'sign-in-needed');
    if (isOther(here) && !isLast) return 'again';
    if (here !== undefined && !isBeyond(known.scopes, here) && !isLast) {
      const result = await refresh(target, known.metadata);
      if (result === 'renewed') return 'again';
      if (result === 'unreachable') return 'authorization-unreachable';
    }
    return toPerson(here !== undefined && isBeyond(known.scopes, here), 'sign-in-needed');

    /** Renewed or widened meanwhile. */
    function isOther(now: Credentials | undefined): boolean {
      return now !== undefined && now.tokens?.access_token !== token;
    }

    function toPerson(
      isForMore: boolean,
      verdict: 'sign-in-needed' | 'more-access-needed',
    ): RefusalVerdict {
      const challenge = { ...known, isForMore };
      const isInVain = challenges.isInVain(server, challenge);
      challenges.note(server, challenge);
      onChange();
      if (!isInVain) return verdict;
      return verdict === 'sign-in-needed' ? 'sign-in-not-accepted' : 'forbidden';
    }
  }

  return {
    async token() {
      const here = credentials();
      if (here === undefined) return undefined;
      // Where that fails, the server decides what the old one is worth.
      if (isNearItsEnd(here)) await refresh(target, challenges.of(server)?.metadata);
      return credentials()?.tokens?.access_token;
    },
    accepted: () => challenges.accepted(server),
    refused,
  };
}

/** A token that is renewed allows no more than before. */
function isBeyond(scopes: readonly string[] | undefined, here: Credentials): boolean {
  const granted = new Set([...here.scopes, ...grantedScopes(here)]);
  return scopes?.some((scope) => !granted.has(scope)) === true;
}
