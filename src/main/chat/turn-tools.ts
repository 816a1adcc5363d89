import type { ToolCallPart } from '../../shared/contract/message.ts';
import type { ToolAnswer, ToolOutcome } from '../../shared/contract/tools.ts';
import { AppError } from '../../shared/errors.ts';
import type { ToolRule } from '../../shared/tool-rules.ts';
import type { ToolDefinition } from '../providers/provider.ts';
import type { StoredConversation } from '../store/store.ts';
import { decideTool } from '../tools/decide-tool.ts';
import type { RunOptions } from '../tools/tool.ts';
import { toolUnknown } from '../tools/tools.ts';
import type { OfferedTool, Tools } from '../tools/tools.ts';
import type { Approvals } from './approvals.ts';

export interface TurnToolsParts {
  readonly tools: Tools;
  readonly approvals: Approvals;
  /** By a tool's key, as a person set them. */
  readonly rules: () => Readonly<Record<string, ToolRule>>;
  /** As it is now: what is allowed there may change while a turn runs. */
  readonly conversation: () => Promise<StoredConversation>;
  readonly conversationId: string;
  readonly messageId: string;
  /** Something of a server that is not trusted was read in this conversation. */
  readonly isTainted: () => boolean;
  readonly record: (decision: { readonly tool: string; readonly outcome: ToolOutcome }) => void;
}

/** The tools as one turn has them: offered, asked about and run. */
export interface TurnTools {
  /** What a person is told of the tool that a call names. */
  describe(name: string): Pick<ToolCallPart, 'title' | 'server'>;
  /**
   * Resolves when the call may run; throws `tool-denied` when it may not. `onAsk` is told what a person is
   * asked meanwhile. Rejects when aborted.
   */
  permit(
    call: ToolCallPart,
    options: {
      readonly signal: AbortSignal;
      readonly onAsk: (question: NonNullable<ToolCallPart['question']>) => void;
    },
  ): Promise<void>;
  run(call: ToolCallPart, options: Omit<RunOptions, 'conversationId'>): Promise<unknown>;
}

/** What a model is told of: not what is switched off in the conversation, or for good. */
export function offeredTools(
  tools: Pick<Tools, 'list'>,
  rules: Readonly<Record<string, ToolRule>>,
  toolsOff: readonly string[],
): readonly ToolDefinition[] {
  return tools
    .list()
    .filter(({ key }) => rules[key] !== 'deny' && !toolsOff.includes(key))
    .map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
}

export function createTurnTools(parts: TurnToolsParts): TurnTools {
  const { tools, approvals, rules, conversation, conversationId, messageId, isTainted, record } =
    parts;
  const find = (name: string) => tools.list().find((tool) => tool.name === name);

  return {
    describe(name) {
      const tool = find(name);
      if (tool === undefined) return {};
      const { title, server } = tool;
      return server === null ? { title } : { title, server: { id: server.id, name: server.name } };
    },
    async permit(call, { signal, onAsk }) {
      const tool = find(call.name);
      if (tool === undefined) throw toolUnknown(call.name);
      const { key } = tool;
      const say = (outcome: ToolOutcome) => record({ tool: key, outcome });
      for (;;) {
        const { toolsOff, toolsAllowed } = await conversation();
        signal.throwIfAborted();
        if (toolsOff.includes(key)) {
          say('refused');
          throw switchedOff(tool);
        }
        const allowedHere = toolsAllowed.includes(key);
        const decision = decideTool({
          rule: rules()[key],
          allowedHere,
          builtIn: tool.server === null,
          serverTrusted: tool.server?.trusted === true,
          annotations: tool.annotations,
          afterUntrusted: isTainted(),
        });
        if (decision.action === 'run')
          return say(decision.reasons.includes('allowed-here') ? 'ran-chat' : 'ran-rule');
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
        return undefined;
      }
    },
    run: (call, options) => tools.run(call.name, call.input, { ...options, conversationId }),
  };
}

const outcomes: Readonly<Record<ToolAnswer, ToolOutcome>> = {
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
