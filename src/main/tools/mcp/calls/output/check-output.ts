import { isRecord } from '../../../../../shared/is-record.ts';
import { isOutOfReach, rules } from './rules.ts';
import type { Facts, Within } from './rules.ts';
import { all, failed, met, unsure } from './verdict.ts';
import type { OutputProblem, Verdict } from './verdict.ts';

export interface OutputCheck {
  /** At most 20. None is no proof where something was not checked. */
  readonly problems: readonly OutputProblem[];
  /** Words of the schema that could not be checked, `depth`, or `size` where the check was given up. */
  readonly unchecked: readonly string[];
}

const maxDepth = 64;
/** Steps through schema and result together: a bound on the time that does not depend on the machine. */
const maxSteps = 100_000;

/**
 * Compares structured content with the output schema of its tool: JSON Schema 2020-12, or draft-07 where the schema
 * says so. Never throws, whatever both are. Nothing is fetched, and nothing of the schema is compiled but regular
 * expressions that cannot take long; what is not decided is said to be unchecked. `format` is a note, as it is there.
 */
export function checkOutput(schema: unknown, value: unknown): OutputCheck {
  const unchecked = new Set<string>();
  try {
    const { problems } = createCheck(schema, unchecked)(schema, value, '', 0);
    return { problems, unchecked: [...unchecked] };
  } catch (error) {
    // A value that is nested deeper than the stack is too large as well.
    if (error !== tooLarge && !(error instanceof RangeError)) throw error;
    return { problems: [], unchecked: [...unchecked, 'size'] };
  }
}

const tooLarge = new Error('The schema and the result are too large to compare.');

function createCheck(root: unknown, unchecked: Set<string>) {
  const dialect = isRecord(root) ? root['$schema'] : undefined;
  const isOld = typeof dialect === 'string' && /draft-0[3-7]/.test(dialect);
  let steps = 0;

  const skip = (keyword: string): Verdict => {
    unchecked.add(keyword);
    return unsure;
  };
  const count = (more: number) => {
    steps += more;
    if (steps > maxSteps) throw tooLarge;
  };

  return function check(schema: unknown, value: unknown, at: string, depth: number): Verdict {
    count(1);
    if (schema === true) return met;
    if (schema === false) return failed(at, 'false');
    if (!isRecord(schema)) return skip('schema');
    if (depth > maxDepth) return skip('depth');
    const within: Within = (part, of, place) => check(part, of, place, depth + 1);
    const facts: Facts = { schema, value, at, within, isOld, count, skip };
    const reference = schema['$ref'];
    if (reference === undefined) return keywords(facts);
    const found = typeof reference === 'string' ? pointedAt(root, reference) : undefined;
    const referred = found === undefined ? skip('$ref') : within(found.schema, value, at);
    // Beside a reference nothing counted until 2019.
    return isOld ? referred : all([referred, keywords(facts)]);
  };
}

function keywords(facts: Facts): Verdict {
  const names = Object.keys(facts.schema);
  facts.count(names.length / 8);
  return all(
    names.map((keyword) => {
      const rule = rules.get(keyword);
      if (rule !== undefined) return rule(facts.schema[keyword], facts) ?? facts.skip(keyword);
      // What nobody knows is a note by the standard.
      return isOutOfReach(keyword) ? facts.skip(keyword) : met;
    }),
  );
}

/** What a local reference points at: `#`, or `#/` and a JSON pointer. Nothing else is ever looked up. */
function pointedAt(root: unknown, reference: string): { readonly schema: unknown } | undefined {
  if (reference === '#') return { schema: root };
  if (!reference.startsWith('#/')) return undefined;
  let here: unknown = root;
  for (const part of reference.slice(2).split('/')) {
    const name = unescaped(part);
    if (name === undefined || typeof here !== 'object' || here === null) return undefined;
    if (!Object.hasOwn(here, name)) return undefined;
    here = (here as Readonly<Record<string, unknown>>)[name]; // it has it
  }
  return { schema: here };
}

function unescaped(part: string): string | undefined {
  try {
    return decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return undefined;
  }
}
