import type { Clock } from '../../../../shared/clock.ts';
import { withDeadline } from '../calls/call-deadline.ts';
import { createToolList } from '../calls/tool-list.ts';
import { listPages } from '../session/list-pages.ts';
import type { ListedPages } from '../session/list-pages.ts';
import type { McpSession } from '../session/session.ts';
import type { PromptList } from './known-prompts.ts';
import { parsePromptPage } from './parse-prompts.ts';
import type { PromptDefinition } from './parse-prompts.ts';

/** Nobody chooses among more. */
const maxPrompts = 500;
/** Of all their definitions as JSON. */
const maxCharacters = 1024 * 1024;

export interface ReadPromptsOptions {
  readonly session: McpSession;
  /** What the person calls it; stands in errors. */
  readonly server: string;
  readonly listSeconds: number;
  readonly clock: Clock;
  /** Each time they were read, as they are or as they were. */
  readonly onRead: (list: PromptList) => void;
  readonly onError: (error: unknown) => void;
}

/** Reads the prompts of a server, and again within a second whenever the returned function is called. */
export function readPrompts(options: ReadPromptsOptions): () => void {
  const { session, server, listSeconds, clock, onRead, onError } = options;
  const { prompts, completions } = session.facts.capabilities;
  const canComplete = completions !== undefined;
  if (prompts === undefined) {
    onRead({ prompts: [], hasMore: false, canComplete });
    return () => {};
  }
  const over = new AbortController();
  const ms = listSeconds * 1000;

  const list = createToolList<PromptDefinition>({
    async fetch() {
      try {
        const { items, beyond } = await withDeadline(ask, {
          clock,
          signal: over.signal,
          idleMs: ms,
          totalMs: ms,
          about: { server },
        });
        onRead({ prompts: firstOfEach(items), hasMore: beyond !== null, canComplete });
        return { tools: items };
      } catch (error) {
        if (!over.signal.aborted) onError(error);
        throw error;
      }
    },
    remembered: [],
    remember() {},
    onChange() {},
    clock,
  });

  function ask(signal: AbortSignal): Promise<ListedPages<PromptDefinition>> {
    return listPages({
      request: session.request,
      server,
      method: 'prompts/list',
      parse: parsePromptPage,
      maxItems: maxPrompts,
      maxCharacters,
      signal,
    });
  }

  void session.ended.then(() => {
    over.abort();
    list.stop();
  });
  list.current().catch(() => {}); // it was told of
  return list.changed;
}

function firstOfEach(prompts: readonly PromptDefinition[]): readonly PromptDefinition[] {
  const names = new Set<string>();
  return prompts.filter(({ name }) => !names.has(name) && names.add(name));
}
