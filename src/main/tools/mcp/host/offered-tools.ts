import { hash } from 'node:crypto';
import { toolKeySchema } from '../../../../shared/contract/tools.ts';
import { isRecord } from '../../../../shared/is-record.ts';
import type { ToolAnnotations } from '../../tool.ts';
import type { OfferedTool } from '../../tools.ts';
import { toolsForModel } from '../calls/tool-list.ts';
import { createModelToolNames } from '../calls/model-tool-names.ts';
import type { ToolDefinition } from '../trust/pins.ts';
import { visibleLine } from '../visible-line.ts';
import type { ServerEntry } from './server-book.ts';

/** A tool of a server that models may be told of. */
export interface ServerOffer {
  readonly entry: ServerEntry;
  readonly definition: ToolDefinition;
  readonly offered: OfferedTool;
}

export interface OffersOptions {
  readonly entries: readonly ServerEntry[];
  /** By server: the definitions that may be used, in the order the server gave them. */
  readonly usable: (entry: ServerEntry) => readonly ToolDefinition[];
}

/** The tools of all servers as models are told of them; those that only a view of a server may call are left out. */
export function offersOf({ entries, usable }: OffersOptions): readonly ServerOffer[] {
  const all = entries.flatMap((entry) =>
    toolsForModel(usable(entry)).map((definition) => ({ entry, definition })),
  );
  const names = createModelToolNames({
    servers: entries.map(({ config }) => config),
    tools: all.map(({ entry, definition }) => ({
      server: entry.config.id,
      tool: definition.name,
    })),
  });
  return all.map(({ entry, definition }) => {
    const { id, name, trusted } = entry.config;
    return {
      entry,
      definition,
      offered: {
        key: keyOf(id, definition.name),
        name: names.toModel({ server: id, tool: definition.name }),
        title: titleOf(definition),
        description: definition.description ?? '',
        inputSchema: isRecord(definition.inputSchema) ? definition.inputSchema : { type: 'object' },
        annotations: annotationsOf(definition),
        server: { id, name, trusted },
      },
    };
  });
}

/** Longer ones would stand in every message that has a call, and push the rest out of a question. */
const maxTitleLength = 100;

/** What a person is asked about, on one line and without what cannot be seen. */
export function titleOf({ name, title, annotations }: ToolDefinition): string {
  const said = isRecord(annotations) ? annotations['title'] : undefined;
  const titles = [title, said, name].map((text) =>
    typeof text === 'string' ? visibleLine(text, maxTitleLength) : '',
  );
  return titles.find((text) => text !== '') ?? '?';
}

/** Stays the same for as long as server and tool are called the same. */
export function keyOf(server: string, tool: string): string {
  const key = `${server}/${tool}`;
  // What looks like such a hash gets one of its own, or it could be chosen to be that of another.
  const isPlain = toolKeySchema.safeParse(key).success && !/^[0-9a-f]{64}$/.test(tool);
  return isPlain ? key : `${server}/${hash('sha256', tool)}`;
}

function annotationsOf({ annotations }: ToolDefinition): ToolAnnotations {
  if (!isRecord(annotations)) return {};
  const { readOnlyHint, destructiveHint } = annotations;
  return {
    ...(typeof readOnlyHint === 'boolean' ? { readOnlyHint } : {}),
    ...(typeof destructiveHint === 'boolean' ? { destructiveHint } : {}),
  };
}
