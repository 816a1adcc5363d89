import { dirname, posix, relative, sep } from 'node:path';
import { layers, packageHomes, packageLimits } from './layers.ts';

/** What we use of an ESLint-like rule's context and nodes. */
interface RuleContext {
  readonly filename: string;
  readonly cwd: string;
  report(problem: { readonly node: unknown; readonly message: string }): void;
}

interface NodeWithSource {
  readonly importKind?: 'type' | 'value';
  readonly exportKind?: 'type' | 'value';
  readonly source?: { readonly type?: string; readonly value?: unknown } | null;
}

/**
 * Imports flow one way: `renderer → shared ← main`, and in main from the doors down. A rule of its
 * own because it resolves paths and sees `import()`, which restricted-import patterns do not.
 */
const importDirection = {
  create(context: RuleContext) {
    const file = relative(context.cwd, context.filename).split(sep).join('/');
    const check = (node: NodeWithSource) => {
      const specifier = node.source?.value;
      if (typeof specifier !== 'string') return;
      const message = findFault(file, specifier, (node.importKind ?? node.exportKind) === 'type');
      if (message !== undefined) context.report({ node, message });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

/** Why `file` must not import `specifier`, with what to do instead; undefined if it may. */
function findFault(file: string, specifier: string, isTypeOnly: boolean): string | undefined {
  if (specifier.startsWith('.'))
    return findWrongLayer(file, specifier) ?? findSchemaInPage(file, specifier, isTypeOnly);
  const isAt = (places: readonly string[]) => places.some((place) => file.startsWith(place));
  const home = packageHomes.find(({ packages }) => packages.test(specifier));
  if (home !== undefined && !isAt(home.at))
    return `${specifier} belongs to ${home.at.join(', ')}. ${home.instead}`;
  const limit = packageLimits.find(({ at, packages }) => isAt(at) && !packages.test(specifier));
  return limit === undefined
    ? undefined
    : `${specifier} has no place in ${limit.at.join(', ')}. ${limit.instead}`;
}

function findWrongLayer(file: string, specifier: string): string | undefined {
  const layer = layers.find(({ at }) => file.startsWith(at));
  if (layer === undefined) return undefined;
  const target = resolve(file, specifier);
  const isUnder = (prefix: string) => target.startsWith(prefix);
  if ([layer.at, ...layer.mayImport].some(isUnder) && !layer.except?.some(isUnder))
    return undefined;
  return `${layer.at} must not import ${target}. ${layer.instead}`;
}

function findSchemaInPage(
  file: string,
  specifier: string,
  isTypeOnly: boolean,
): string | undefined {
  if (isTypeOnly || !file.startsWith('src/renderer/')) return undefined;
  const target = resolve(file, specifier);
  if (!target.startsWith('src/shared/contract/')) return undefined;
  return `The page needs only the types of ${target}, so that zod stays out of its bundle: write import type.`;
}

function resolve(file: string, specifier: string): string {
  return posix.join(dirname(file), specifier.replace(/\?.*$/, ''));
}

export default { meta: { name: 'tina' }, rules: { 'import-direction': importDirection } };
