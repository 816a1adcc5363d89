import type { ToolCallPart } from '../../shared/contract/message.ts';
import type { ToolAnswer, DecisionOutcome } from '../../shared/contract/tools.ts';
import { AppError } from '../../shared/errors.ts';
import type { ToolRule } from '../../shared/tool-rules.ts';
import type { StoredConversation } from '../store/store.ts';
import { decideTool } from '../tools/decide-tool.ts';
import {
  callToolDefinition,
  meantCall,
  searchTools,
  searchToolsDefinition,
} from '../tools/search/meta-tools.ts';
import type { MeantCall } from '../tools/search/meta-tools.ts';
import { createToolSearch } from '../tools/search/tool-search.ts';
import type { ToolSearch } from '../tools/search/tool-search.ts';
import type { RunOptions } from '../tools/tool.ts';
import { isSameTool, toolChanged, toolUnknown } from '../tools/tools.ts';
import type { OfferedTool, Tools } from '../tools/tools.ts';
import type { Approvals } from './approvals.ts';

export interface TurnToolsParts {
  readonly tools: Tools;
  /** Those that the model was not told of, and may find; see `chooseTools`. */
  readonly deferred: ReadonlyMap<string, OfferedTool>;
  readonly approvals: Approvals;
  /** By a tool's key, as a person set them. */
  readonly rules: () => Readonly<Record<string, ToolRule>>;
  /** As it is now: what is allowed there may change while a turn runs. */
  readonly conversation: () => Promise<StoredConversation>;
  readonly conversationId: string;
  readonly messageId: string;
  /** Something of a server that is not trusted was read in this conversation. */
  readonly isTainted: () => boolean;
  readonly record: (decision: { readonly tool: string; readonly outcome: DecisionOutcome }) => void;
}

/** The tools as one turn has them: offered, asked about and run. */
export interface TurnTools {
  /** What a person is told of the tool that is called. */
  describe(call: ToolCallPart): Pick<ToolCallPart, 'title' | 'server'>;
  /**
   * Resolves when the call may run, to what runs it and nothing else; throws `tool-denied` when it may not. `onAsk`
   * is told what a person is asked meanwhile. Rejects when aborted.
   */
  permit(
    call: ToolCallPart,
    options: {
      readonly signal: AbortSignal;
      readonly onAsk: (question: NonNullable<ToolCallPart['question']>) => void;
    },
  ): Promise<RunCall>;
}

export type RunCall = (
  options: Omit<RunOptions, 'conversationId' | 'messageId' | 'callId'>,
) => Promise<unknown>;

/** What a model is told of: not what is switched off in the conversation, or for good. */
export function offeredTools(
  tools: Pick<Tools, 'list'>,
  rules: Readonly<Record<string, ToolRule>>,
  toolsOff: readonly string[],
): readonly OfferedTool[] {
  return tools.list().filter(({ key }) => rules[key] !== 'deny' && !toolsOff.includes(key));
}

export function createTurnTools(parts: TurnToolsParts): TurnTools {
  const {
    tools,
    deferred,
    approvals,
    rules,
    conversation,
    conversationId,
    messageId,
    isTainted,
    record,
  } = parts;
  let toolSearch: ToolSearch | undefined;

  async function search(input: unknown): Promise<unknown> {
    toolSearch ??= createToolSearch([...deferred.values()]);
    return searchTools(input, toolSearch, deferred);
  }

  /** The call that is meant by one of `call_tool`; any other means itself. Throws what the model can act on. */
  function meant({ name, input }: ToolCallPart): MeantCall {
    if (deferred.size === 0 || name !== callToolDefinition.name) return { name, input };
    return meantCall(input, new Set(tools.list().map((tool) => tool.name)));
  }

  function find(call: ToolCallPart): OfferedTool | undefined {
    const { name } = meant(call);
    return tools.list().find((tool) => tool.name === name);
  }

  /** The tool that was found first, as it is now: by its name another one may be called meanwhile. */
  function stillThere(call: ToolCallPart, tool: OfferedTool): OfferedTool {
    const now = find(call);
    if (now === undefined) throw toolUnknown(call.name);
    if (!isSameTool(now, tool)) throw toolChanged(tool);
    return now;
  }

  const isSearch = ({ name }: ToolCallPart) =>
    deferred.size > 0 && name === searchToolsDefinition.name;

  return {
    describe(call) {
      const tool = unlessRefused(() => find(call));
      if (tool === undefined) return {};
      const { title, server } = tool;
      return server === null ? { title } : { title, server: { id: server.id, name: server.name } };
    },
    async permit(call, { signal, onAsk }) {
      // It finds out what could be called, and does nothing.
      if (isSearch(call)) return () => search(call.input);
      const tool = find(call);
      if (tool === undefined) throw toolUnknown(call.name);
      const { key } = tool;
      const { input } = meant(call);
      const run: RunCall = (options) =>
        tools.run(tool, input, { ...options, conversationId, messageId, callId: call.id });
      const say = (outcome: DecisionOutcome) => record({ tool: key, outcome });
      for (;;) {
        const { toolsOff, toolsAllowed } = await conversation();
        signal.throwIfAborted();
        const { server } = stillThere(call, tool);
        if (toolsOff.includes(key)) {
          say('refused');
          throw switchedOff(tool);
        }
        const allowedHere = toolsAllowed.includes(key);
        const decision = decideTool({
          rule: rules()[key],
          allowedHere,
          builtIn: server === null,
          serverTrusted: server?.trusted === true,
          annotations: tool.annotations,
          afterUntrusted: isTainted(),
        });
        if (decision.action === 'run') {
          say(decision.reasons.includes('allowed-here') ? 'ran-chat' : 'ran-rule');
          return run;
        }
        if (decision.action === 'deny') {
          say('refused');
          throw switchedOff(tool);
        }
        const { reasons, canAllowHere } = decision;
        onAsk({ reasons, canAllowHere });
        const pending = { conversationId, messageId, callId: call.id, tool: key };
        const answer = await approvals.wait(pending, signal);
        if (answer === 'again') continue;
        say(outcomes[answer]);
        if (answer === 'deny') throw denied(tool);
        return run;
      }
    },
  };
}

/** A person is told nothing of a call that means no tool; the model is, when it is run. */
function unlessRefused<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

const outcomes: Readonly<Record<ToolAnswer, DecisionOutcome>> = {
  once: 'allowed-once',
  chat: 'allowed-chat',
  always: 'allowed-always',
  deny: 'denied',
};

function denied({ name }: OfferedTool): AppError {
  return new AppError('tool-denied', 'The person did not allow this call.', {
    situation: 'call-denied',
    details: { tool: name },
  });
}

function switchedOff({ name }: OfferedTool): AppError {
  return new AppError('tool-denied', `The tool ${name} is switched off.`, {
    situation: 'tool-switched-off',
    details: { tool: name },
  });
}
