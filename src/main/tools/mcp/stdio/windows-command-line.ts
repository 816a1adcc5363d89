/** What cmd.exe takes in one line, without the name of cmd.exe itself. */
const longestLine = 8191 - 32;

/**
 * The arguments of cmd.exe that run a batch file, to be passed verbatim. Two readers take such a line
 * apart, cmd.exe and then the program the batch file hands its `%*` to:
 * - Each word stands in quotes, inside which `& | < > ( ) ^` mean nothing to cmd.exe.
 * - A quote is doubled: cmd.exe leaves its quotes and enters them again, and a program reads `""`
 *   within quotes as one.
 * - cmd.exe fills in `%NAME%` even within quotes. `%cd:~,%` is an empty piece of a variable that
 *   always exists, so `%%cd:~,%` comes out as `%` whatever stands around it.
 * - `/v:off`, so that `!NAME!` is not filled in; `/e:on` for the line above; `/d` against programs
 *   that the registry wants run first; `/s`, so that exactly the outer quotes are taken off.
 *
 * A line break ends the command whatever it stands in, so it is refused.
 */
export function batchCommandLine(
  file: string,
  args: readonly string[],
): { readonly args: readonly string[] } | { readonly refused: string } {
  if (/["\r\n]/.test(file)) return { refused: 'batch-file-name' };
  if (args.some((arg) => /[\r\n]/.test(arg))) return { refused: 'batch-line-break' };
  const line = `"${[file, ...args].map(quote).join(' ')}"`;
  if (line.length > longestLine) return { refused: 'batch-line-too-long' };
  return { args: ['/d', '/e:on', '/v:off', '/s', '/c', line] };
}

function quote(word: string): string {
  // Backslashes in front of a quote, also of the closing one, would escape it for the program.
  const escaped = word.replaceAll(/(\\*)("|$)/g, (_, slashes: string, end: string) =>
    end === '"' ? `${slashes}${slashes}""` : `${slashes}${slashes}`,
  );
  return `"${escaped.replaceAll('%', '%%cd:~,%')}"`;
}
