/**
 * Lines of `NAME=value`, with `export` or without, in quotes or without, and comments. Between double quotes
 * `\n` is a line break; nothing else is substituted. Lines that are none of this are passed over.
 */
export function parseEnvFile(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const line =
    /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*(?:"((?:[^"\\\r\n]|\\.)*)"|'([^'\r\n]*)'|([^\r\n]*))/gm;
  for (const [, name = '', double, single, bare = ''] of text.matchAll(line)) {
    const value = double?.replaceAll(/\\(.)/gs, (_, letter: string) =>
      letter === 'n' ? '\n' : letter === 'r' ? '\r' : letter === 't' ? '\t' : letter,
    );
    values.set(name, value ?? single ?? bare.replace(/(^|\s)#.*$/, '').trim());
  }
  return values;
}
