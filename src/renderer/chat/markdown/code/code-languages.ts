/** Names people write after the fence, the grammar that colours them, and what is shown. */
const table = [
  ['bash', 'Shell', 'sh', 'shell', 'zsh', 'shellscript', 'console'],
  ['c', 'C', 'h'],
  ['cpp', 'C++', 'c++', 'cc', 'hpp'],
  ['csharp', 'C#', 'cs', 'c#'],
  ['css', 'CSS'],
  ['dart', 'Dart'],
  ['diff', 'Diff', 'patch'],
  ['docker', 'Dockerfile', 'dockerfile'],
  ['elixir', 'Elixir', 'ex', 'exs'],
  ['go', 'Go', 'golang'],
  ['graphql', 'GraphQL', 'gql'],
  ['haskell', 'Haskell', 'hs'],
  ['html', 'HTML', 'htm', 'xhtml'],
  ['ini', 'INI', 'properties', 'cfg', 'conf'],
  ['java', 'Java'],
  ['javascript', 'JavaScript', 'js', 'mjs', 'cjs', 'node'],
  ['json', 'JSON', 'json5', 'jsonc', 'jsonl'],
  ['jsx', 'JSX'],
  ['julia', 'Julia', 'jl'],
  ['kotlin', 'Kotlin', 'kt', 'kts'],
  ['lua', 'Lua'],
  ['make', 'Makefile', 'makefile', 'mk'],
  ['markdown', 'Markdown', 'md'],
  ['nginx', 'nginx'],
  ['perl', 'Perl', 'pl'],
  ['php', 'PHP'],
  ['powershell', 'PowerShell', 'ps', 'ps1', 'pwsh'],
  ['python', 'Python', 'py', 'py3', 'python3'],
  ['r', 'R'],
  ['ruby', 'Ruby', 'rb'],
  ['rust', 'Rust', 'rs'],
  ['scala', 'Scala'],
  ['scss', 'SCSS'],
  ['sql', 'SQL', 'sqlite', 'postgres', 'postgresql', 'mysql', 'plsql'],
  ['svelte', 'Svelte'],
  ['swift', 'Swift'],
  ['toml', 'TOML'],
  ['tsx', 'TSX'],
  ['typescript', 'TypeScript', 'ts', 'mts', 'cts'],
  ['vue', 'Vue'],
  ['xml', 'XML', 'svg', 'xsl', 'plist'],
  ['yaml', 'YAML', 'yml'],
  ['zig', 'Zig'],
] as const;

export type GrammarName = (typeof table)[number][0];

interface CodeLanguage {
  readonly grammar: GrammarName;
  readonly name: string;
}

// A map: what stands after a fence may be `__proto__`.
const languages: ReadonlyMap<string, CodeLanguage> = new Map(
  table.flatMap(([grammar, name, ...others]) =>
    [grammar, ...others].map((word): [string, CodeLanguage] => [word, { grammar, name }]),
  ),
);

const longestName = 30;

/** What stands after the fence: the grammar if there is one, and a name to show, empty if there is none. */
export function codeLanguage(info: string | undefined): {
  readonly grammar: GrammarName | null;
  readonly name: string;
} {
  const word = info?.trim().split(/[\s{,:]/, 1)[0] ?? '';
  return (
    languages.get(word.toLowerCase().replace(/^language-/, '')) ?? {
      grammar: null,
      name: word.slice(0, longestName),
    }
  );
}
