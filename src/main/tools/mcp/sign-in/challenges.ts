import type { Challenge } from './oauth/challenge.ts';

export interface KnownChallenge extends Challenge {
  /** Somebody is signed in, and it takes more than they were allowed. */
  readonly isForMore: boolean;
}

/** What servers said last when they refused, and how often signing in was of no use. */
export interface Challenges {
  of(server: string): KnownChallenge | undefined;
  note(server: string, challenge: KnownChallenge): void;
  /** Somebody signed in after this was said. */
  answered(server: string, challenge: KnownChallenge | undefined): void;
  /** A request was let through. */
  accepted(server: string): void;
  /** Asking a person once more is of no use. */
  isInVain(server: string, challenge: KnownChallenge): boolean;
  forget(server: string): void;
}

/** Of one request: the first sign-in and two more. */
const maxSignIns = 3;

export function createChallenges(): Challenges {
  const last = new Map<string, KnownChallenge>();
  /** Sign-ins since a request was let through. */
  const unaccepted = new Map<string, number>();
  /** By server and what it wanted more. */
  const forMore = new Map<string, Map<string, number>>();
  const wantedBy = ({ scopes = [] }: Challenge) => scopes.toSorted().join(' ');

  return {
    of: (server) => last.get(server),
    note: (server, challenge) => void last.set(server, challenge),
    answered(server, challenge) {
      last.delete(server);
      unaccepted.set(server, (unaccepted.get(server) ?? 0) + 1);
      if (challenge?.isForMore !== true) return;
      const counts = forMore.get(server) ?? new Map<string, number>();
      counts.set(wantedBy(challenge), (counts.get(wantedBy(challenge)) ?? 0) + 1);
      forMore.set(server, counts);
    },
    accepted: (server) => void unaccepted.delete(server),
    isInVain(server, challenge) {
      if (!challenge.isForMore) return (unaccepted.get(server) ?? 0) >= maxSignIns;
      const signIns = forMore.get(server)?.get(wantedBy(challenge)) ?? 0;
      return signIns >= maxSignIns - 1;
    },
    forget(server) {
      last.delete(server);
      unaccepted.delete(server);
      forMore.delete(server);
    },
  };
}
