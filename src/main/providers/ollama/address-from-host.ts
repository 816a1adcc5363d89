const usualPort = '11434';

/**
 * OLLAMA_HOST as Ollama reads it: a scheme, a port or both may be left out. It tells the server where to listen
 * too, so that “everywhere” stands for this computer. What is no address stays as it is and is refused as one.
 */
export function addressFromHost(said: string): string {
  const text = said.trim().replace(/^["']|["']$/g, '');
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const host = /^:\d+$/.test(text) ? `127.0.0.1${text}` : text;
  const url = URL.parse(hasScheme ? text : `http://${bracketed(host)}`);
  if (url === null) return said;
  // With a scheme the usual port is that of the scheme.
  if (!hasScheme && url.port === '' && !/:80(\/|$)/.test(host)) url.port = usualPort;
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
  if (url.hostname === '[::]') url.hostname = '[::1]';
  return url.href.replace(/\/+$/, '');
}

/** “::1” alone is an address without a port. */
function bracketed(host: string): string {
  return /^[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*$/i.test(host) ? `[${host}]` : host;
}
