/** Says who asks, and what becomes of a refusal. */
export interface HttpAuthorizer {
  /** Undefined: nobody is signed in. */
  token(): Promise<string | undefined>;
  accepted(): void;
  refused(refusal: HttpRefusal): Promise<RefusalVerdict>;
}

export interface HttpRefusal {
  readonly status: 401 | 403;
  /** The `WWW-Authenticate` header. */
  readonly challenge: string | null;
  /** The token that was refused. */
  readonly token: string | undefined;
  /** It is not asked once more, whatever comes of it. */
  readonly isLast: boolean;
}

/** `again`: to be asked once more, with another token. Else the cause of the failure. */
export type RefusalVerdict = 'again' | AuthorizationCause;

export type AuthorizationCause =
  | 'sign-in-needed'
  /** Signed in, as often as makes sense, and refused all the same. */
  | 'sign-in-not-accepted'
  /** Whoever is signed in has not been allowed this yet. */
  | 'more-access-needed'
  | 'forbidden'
  | 'authorization-unreachable';
