import { fieldsOf, textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';

/** OpenRouter's details of one answer's thoughts: pieces of the same detail are joined, nothing else is changed. */
export interface ReasoningDetails {
  /** Gives back what of it can be read. */
  add(details: unknown): string;
  /** Those since the last time, to be sent back as they are. */
  take(): readonly Fields[];
}

/** A detail has a handful. Joining those that always name another would take longer with each. */
const maxFields = 32;

export function createReasoningDetails(): ReasoningDetails {
  let gathered: Fields[] = [];

  function addOne(detail: Fields): string {
    const words = wordsOf(detail);
    const last = gathered.at(-1);
    // A thought that is signed is complete.
    const isComplete = typeof last?.['signature'] === 'string' && words?.text !== '';
    const isFull = last !== undefined && Object.keys(last).length > maxFields;
    if (
      words === undefined ||
      last === undefined ||
      isComplete ||
      isFull ||
      !isSame(last, detail)
    ) {
      gathered.push(detail);
      return words?.text ?? '';
    }
    // What a later piece names (the signature comes last) holds for the whole.
    const named = Object.entries(detail).filter(([, value]) => value !== null);
    const joined = (textOf(last[words.field]) ?? '') + words.text;
    gathered[gathered.length - 1] = {
      ...last,
      ...Object.fromEntries(named),
      [words.field]: joined,
    };
    return words.text;
  }

  return {
    add(details) {
      if (!Array.isArray(details)) return '';
      return details
        .map((detail) => {
          const fields = fieldsOf(detail);
          return fields === undefined ? '' : addOne(fields);
        })
        .join('');
    },
    take() {
      const taken = gathered;
      gathered = [];
      return taken;
    },
  };
}

/** Undefined of what cannot be read: encrypted thoughts stay in the pieces they came in. */
function wordsOf({ type, text, summary }: Fields): { field: string; text: string } | undefined {
  if (type === 'reasoning.text') return { field: 'text', text: textOf(text) ?? '' };
  if (type === 'reasoning.summary') return { field: 'summary', text: textOf(summary) ?? '' };
  return undefined;
}

function isSame(one: Fields, other: Fields): boolean {
  const same = (name: string) =>
    one[name] == null || other[name] == null || one[name] === other[name];
  return one['type'] === other['type'] && same('index') && same('id');
}
