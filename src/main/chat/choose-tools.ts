import type { Message } from '../../shared/contract/message.ts';
import { isRecord } from '../../shared/is-record.ts';
import type { ToolDefinition } from '../providers/provider.ts';
import { estimateTokens } from '../providers/tokens/estimate-tokens.ts';
import { deferTools } from '../tools/search/defer-tools.ts';
import { callToolDefinition, searchToolsDefinition } from '../tools/search/meta-tools.ts';
import type { OfferedTool } from '../tools/tools.ts';

/** The tools of one turn: what the model is told of at once, and what it may find. */
export interface ChosenTools {
  readonly definitions: readonly ToolDefinition[];
  /** Found by `search_tools` and called by `call_tool`, by name; empty where the model is told of all. */
  readonly deferred: ReadonlyMap<string, OfferedTool>;
}

export interface ChooseOptions {
  readonly tools: readonly OfferedTool[];
  /** In tokens; null: nobody says. */
  readonly contextWindow: number | null;
  /** The names sent with the last request of the conversation. */
  readonly sentBefore: readonly string[];
  /** What was said in it. */
  readonly path: readonly Message[];
}

/** Many tools cost more than they help: beyond a bound a model is told only of some, and looks for the others. */
export function chooseTools({
  tools,
  contextWindow,
  sentBefore,
  path,
}: ChooseOptions): ChosenTools {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  const { sent, deferred } = deferTools({
    tools: tools.map((tool) => ({
      name: tool.name,
      // Where their number says enough, nobody asks for it.
      get tokens() {
        return tokensOf(tool);
      },
      builtIn: tool.server === null,
    })),
    contextWindow,
    sentBefore,
    wanted: usedIn(path),
  });
  const metaTools = [searchToolsDefinition, callToolDefinition];
  const definitionOf = (name: string): ToolDefinition | undefined =>
    metaTools.find((meta) => meta.name === name) ?? byName.get(name);
  return {
    definitions: sent.flatMap((name) => {
      const definition = definitionOf(name);
      if (definition === undefined) return [];
      const { description, inputSchema } = definition;
      return [{ name, description, inputSchema }];
    }),
    deferred: new Map(
      deferred.flatMap((name) => {
        const tool = byName.get(name);
        return tool === undefined ? [] : [[name, tool] as const];
      }),
    ),
  };
}

/** They stay the same objects while their servers do. */
const counted = new WeakMap<OfferedTool, number>();

function tokensOf(tool: OfferedTool): number {
  const { name, description, inputSchema } = tool;
  const tokens =
    counted.get(tool) ?? estimateTokens(JSON.stringify({ name, description, inputSchema }));
  counted.set(tool, tokens);
  return tokens;
}

function usedIn(path: readonly Message[]): ReadonlySet<string> {
  return new Set(
    path.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.type === 'tool-call' ? [part.name, meantBy(part.input)] : [])),
    ),
  );
}

/** By `call_tool`; of any other call it is no name. */
function meantBy(input: unknown): string {
  return isRecord(input) && typeof input['name'] === 'string' ? input['name'] : '';
}

/** What was sent last, by conversation: vendors keep the beginning of a request, and tools are its beginning. */
export interface SentTools {
  get(conversationId: string): readonly string[];
  set(conversationId: string, names: readonly string[]): void;
}

const maxRemembered = 500;

export function createSentTools(): SentTools {
  const sent = new Map<string, readonly string[]>();
  return {
    get: (conversationId) => sent.get(conversationId) ?? [],
    set(conversationId, names) {
      sent.delete(conversationId);
      sent.set(conversationId, names);
      const [oldest] = sent.keys();
      if (sent.size > maxRemembered && oldest !== undefined) sent.delete(oldest);
    },
  };
}
