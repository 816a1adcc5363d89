/** RFC 6749, 3.3: nothing in one can be overlooked when a person reads it. */
const scopePattern = /^[\x21\x23-\x5B\x5D-\x7E]{1,200}$/;
const maxScopes = 100;

/** The scopes of a text; what is none is passed over. */
export function readScopes(text: string): readonly string[] {
  return keepScopes(text.split(/\s+/));
}

export function keepScopes(scopes: readonly string[]): readonly string[] {
  return [...new Set(scopes.filter((scope) => scopePattern.test(scope)))].slice(0, maxScopes);
}

function joinScopes(...lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())].slice(0, maxScopes);
}

export interface ScopeSources {
  /** What the person wants asked for; it takes the place of what is found out. */
  readonly configured: readonly string[] | undefined;
  /** What the server said is needed when it refused. */
  readonly challenged: readonly string[] | undefined;
  /** What the server's metadata name. */
  readonly supported: readonly string[] | undefined;
  /** What was asked for before by somebody who is signed in. */
  readonly before: readonly string[];
  /** What the authorization server knows. */
  readonly known: readonly string[];
}

/**
 * What to ask for: no more than is needed, nothing that was there before lost, and to stay signed in where that can be
 * had. Empty: the parameter is left out.
 */
export function wantedScopes(sources: ScopeSources): readonly string[] {
  const { configured, challenged, supported, before, known } = sources;
  // Whoever is signed in and refused needs what the refusal names, whatever a person wrote down.
  const needed =
    configured === undefined
      ? (challenged ?? supported ?? [])
      : joinScopes(configured, before.length > 0 ? (challenged ?? []) : []);
  const wanted = joinScopes(before, needed);
  return wanted.length > 0 && known.includes(offline) ? joinScopes(wanted, [offline]) : wanted;
}

/** Of OpenID Connect: a refresh token is given only where this was asked for and consented to. */
export const offline = 'offline_access';
