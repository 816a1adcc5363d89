/** A tool that could be sent to a model. */
export interface OfferedTool {
  readonly name: string;
  /** What its definition takes up in the request, about. */
  readonly tokens: number;
  /** It comes with Tina and is sent whatever else there is. */
  readonly builtIn?: boolean;
}

export interface DeferOptions {
  /** All that may be called now, in any order; without those of `metaTools`. */
  readonly tools: readonly OfferedTool[];
  /** What the model takes in, in tokens; null: nobody says. */
  readonly contextWindow: number | null;
  /** The names that were sent with the last request of this conversation, in their order. */
  readonly sentBefore: readonly string[];
  /** What a person wants sent in any case, or the conversation has used. */
  readonly wanted: ReadonlySet<string>;
}

export interface DeferredTools {
  /** In the order in which they are to be sent; those of `metaTools` among them where something is deferred. */
  readonly sent: readonly string[];
  /** Found by `search_tools` and called by `call_tool`. */
  readonly deferred: readonly string[];
}

/** In this order at the place where they are sent first. */
export const metaTools = ['search_tools', 'call_tool'] as const;

/** Beyond one of these a model is told of the rest only when it asks. */
const maxTools = 30;
const maxShare = 0.05;

/**
 * Which tools a model is told of. What was sent once stays where it was as long as it may be called, and more comes
 * after it: vendors keep what a request begins with, and the tools come first. Once something is deferred in a
 * conversation, what comes later is as well.
 */
export function deferTools(options: DeferOptions): DeferredTools {
  const { tools, contextWindow, sentBefore, wanted } = options;
  const offered = new Map(tools.map((tool) => [tool.name, tool]));
  const isMeta = (name: string) => (metaTools as readonly string[]).includes(name);
  const kept = [...new Set(sentBefore)].filter((name) => offered.has(name) || isMeta(name));
  const rest = tools.filter(({ name }) => !kept.includes(name)).toSorted(byRank(wanted));
  const isDeferring = kept.some(isMeta) || areTooMany(tools, contextWindow);
  if (!isDeferring) return { sent: [...kept, ...namesOf(rest)], deferred: [] };
  const isCore = ({ name, builtIn }: OfferedTool) => builtIn === true || wanted.has(name);
  const added = metaTools.filter((name) => !kept.includes(name));
  return {
    sent: [...kept, ...namesOf(rest.filter(isCore)), ...added],
    deferred: namesOf(rest.filter((tool) => !isCore(tool))),
  };
}

function areTooMany(tools: readonly OfferedTool[], contextWindow: number | null): boolean {
  if (tools.length > maxTools) return true;
  const tokens = tools.reduce((sum, tool) => sum + tool.tokens, 0);
  return contextWindow !== null && tokens > contextWindow * maxShare;
}

function namesOf(tools: readonly OfferedTool[]): readonly string[] {
  return tools.map(({ name }) => name);
}

/** Built-in ones, wanted ones, others; by name, in code units, whatever order servers list them in. */
function byRank(wanted: ReadonlySet<string>): (a: OfferedTool, b: OfferedTool) => number {
  const rank = ({ name, builtIn }: OfferedTool) =>
    builtIn === true ? 0 : wanted.has(name) ? 1 : 2;
  return (a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}
