import { readScopes } from './scopes.ts';

/** What a refusal says about signing in: RFC 6750, RFC 9728. */
export interface Challenge {
  readonly error: string | undefined;
  /** Needed for what was asked. */
  readonly scopes: readonly string[] | undefined;
  /** The address of the server's metadata. */
  readonly metadata: string | undefined;
}

const longestHeader = 16_384;

/** The first `Bearer` of a `WWW-Authenticate` header, which may hold several challenges; undefined: there is none. */
export function parseChallenge(header: string | null): Challenge | undefined {
  if (header === null || header.length > longestHeader) return undefined;
  const parameters = parametersOf(header);
  if (parameters === undefined) return undefined;
  const scope = parameters.get('scope');
  return {
    error: parameters.get('error'),
    scopes: scope === undefined ? undefined : readScopes(scope),
    metadata: parameters.get('resource_metadata'),
  };
}

/** A scheme stands alone or before its first parameter; anything with a `=` belongs to the scheme before it. */
function parametersOf(header: string): ReadonlyMap<string, string> | undefined {
  const piece =
    /\s*(?:([!#$%&'*+.^_`|~\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))|([!#$%&'*+.^_`|~\w-]+))\s*,?/gy;
  let found: Map<string, string> | undefined;
  let isBearer = false;
  for (const [, name, quoted, plain, scheme] of header.matchAll(piece)) {
    if (scheme !== undefined) {
      if (isBearer && found !== undefined) return found;
      isBearer = scheme.toLowerCase() === 'bearer';
      if (isBearer) found = new Map();
    } else if (isBearer && name !== undefined && found?.has(name.toLowerCase()) === false)
      found.set(name.toLowerCase(), quoted?.replaceAll(/\\(.)/g, '$1') ?? plain ?? '');
  }
  return found;
}
