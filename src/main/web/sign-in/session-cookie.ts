/** Browsers share cookies among all ports of 127.0.0.1, so the port is in the name. */
export function cookieName(port: number): string {
  return `__Host-tina-${port}`;
}

/** For Set-Cookie. An empty token takes the cookie back. */
export function sessionCookie(port: number, token: string, maxAgeMs: number): string {
  const maxAge = token === '' ? 0 : Math.floor(maxAgeMs / 1000);
  return `${cookieName(port)}=${token}; Path=/; Max-Age=${maxAge}; Secure; HttpOnly; SameSite=Strict`;
}

/** The token of this port's cookie. Two of them are ambiguous, so they count as none. */
export function readSessionCookie(header: string | undefined, port: number): string | undefined {
  const start = `${cookieName(port)}=`;
  const found = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(start));
  return found.length === 1 ? found[0]?.slice(start.length) : undefined;
}
