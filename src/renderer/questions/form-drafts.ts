import type { PendingQuestion } from '../../shared/contract/mcp-questions.ts';
import { isRecord } from '../../shared/is-record.ts';
import { parseRecord } from '../parse-record.ts';
import type { Unsaved } from '../unsaved.ts';

/** As it stands in the fields: numbers as they were typed. */
export type Typed = string | boolean | readonly string[];

export interface FormDraft {
  /** Who asked. */
  readonly server: string;
  /** By the name of the field, with what a person reads there. */
  readonly fields: Readonly<Record<string, { readonly title: string; readonly value: Typed }>>;
}

/** What was typed into forms and not sent yet, by their questions; kept as long as the tab is. */
export interface FormDrafts {
  get(id: string): FormDraft | undefined;
  set(id: string, draft: FormDraft): void;
  drop(id: string): void;
  /** Those whose question is not among these. */
  without(pending: readonly Pick<PendingQuestion, 'id'>[]): readonly string[];
}

const key = 'questions';

export function createFormDrafts(unsaved: Unsaved): FormDrafts {
  const drafts = new Map<string, FormDraft>();
  for (const [id, value] of Object.entries(parseRecord(unsaved.get(key)))) {
    const draft = parseDraft(value);
    if (draft !== null) drafts.set(id, draft);
  }

  function save(): void {
    if (drafts.size === 0) unsaved.delete(key);
    else unsaved.set(key, JSON.stringify(Object.fromEntries(drafts)));
  }

  return {
    get: (id) => drafts.get(id),
    set(id, draft) {
      drafts.set(id, draft);
      save();
    },
    drop(id) {
      if (drafts.delete(id)) save();
    },
    without(pending) {
      const known = new Set(pending.map(({ id }) => id));
      return [...drafts.keys()].filter((id) => !known.has(id));
    },
  };
}

function parseDraft(value: unknown): FormDraft | null {
  if (!isRecord(value) || typeof value['server'] !== 'string' || !isRecord(value['fields']))
    return null;
  const fields = Object.entries(value['fields']).flatMap(([name, field]) => {
    if (!isRecord(field) || typeof field['title'] !== 'string') return [];
    const typed = parseTyped(field['value']);
    return typed === null ? [] : [[name, { title: field['title'], value: typed }] as const];
  });
  return { server: value['server'], fields: Object.fromEntries(fields) };
}

function parseTyped(value: unknown): Typed | null {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : null;
}
