import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseAst } from 'vite';

/** A built file and what it weighs on the wire. */
export interface Piece {
  readonly name: string;
  readonly gzipBytes: number;
}

/**
 * All that a built page loads before it can begin: its HTML, its styles, and the scripts it names
 * with everything they import statically. `alsoAtOnce` names chunks it imports in its first moment.
 */
export function pageGraph(
  folder: string,
  page: string,
  alsoAtOnce: readonly RegExp[] = [],
): readonly Piece[] {
  const html = readFileSync(join(folder, page), 'utf8');
  const found = new Set([page]);
  const waiting = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)].map(
    ([, path]) => path ?? '',
  );
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    if (!path.endsWith('.js')) continue;
    const code = readFileSync(join(folder, path), 'utf8');
    const dynamic = dynamicImports(code).filter((name) =>
      alsoAtOnce.some((wanted) => wanted.test(name)),
    );
    for (const name of [...staticImports(code), ...dynamic]) waiting.push(join('assets', name));
  }
  return [...found].map((name) => ({ name, gzipBytes: gzipSize(join(folder, name)) }));
}

function staticImports(code: string): readonly string[] {
  return parseAst(code).body.flatMap((statement) =>
    'source' in statement && statement.source !== null ? [statement.source.value] : [],
  );
}

/** As the bundler writes them; a name it made up never needs escaping. */
function dynamicImports(code: string): readonly string[] {
  return [...code.matchAll(/import\([`'"](\.\/[^`'"]+)[`'"]\)/g)].map(([, name]) => name ?? '');
}

function gzipSize(path: string): number {
  return gzipSync(readFileSync(path), { level: 9 }).length;
}
