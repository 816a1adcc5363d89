import type { SettingsChange } from '../shared/contract/settings.ts';
import type { ToolAnswer, ToolInfo } from '../shared/contract/tools.ts';
import type { ToolRule } from '../shared/tool-rules.ts';
import type { Approvals, PendingCall } from './chat/approvals.ts';
import type { Conversations } from './chat/conversations.ts';
import type { SettingsStore } from './settings/settings.ts';
import type { Store, ToolDecisionPage } from './store/store.ts';
import { decideTool } from './tools/decide-tool.ts';
import type { ToolAnnotations } from './tools/tool.ts';
import type { OfferedTool, Tools } from './tools/tools.ts';

export interface ToolManagerOptions {
  readonly tools: Tools;
  readonly approvals: Approvals;
  readonly settings: SettingsStore;
  readonly store: Pick<Store, 'toolDecisions'>;
  readonly conversations: Pick<Conversations, 'allowTool' | 'revokeTools'>;
}

/** What a person says about tools. */
export interface ToolManager {
  list(): Promise<readonly ToolInfo[]>;
  /** null: the one it came with. */
  setRule(tool: string, rule: ToolRule | null): void;
  /** Throws `conflict` if the call does not wait (any more). What lasts is on disk before the call goes on. */
  decide(call: Pick<PendingCall, 'messageId' | 'callId'>, answer: ToolAnswer): Promise<void>;
  revoke(conversationId: string, tool: string): Promise<void>;
  /** What a person allowed its tools counts no longer; what they forbade does. */
  forgetAllowed(server: string): Promise<void>;
  decisions(wish: { before?: string | undefined; limit: number }): Promise<ToolDecisionPage>;
}

export function createToolManager({
  tools,
  approvals,
  settings,
  store,
  conversations,
}: ToolManagerOptions): ToolManager {
  function withRule(tool: string, rule: ToolRule | null): SettingsChange {
    const { [tool]: _, ...others } = settings.get().toolRules;
    return { toolRules: rule === null ? others : { ...others, [tool]: rule } };
  }

  return {
    async list() {
      const { toolTokens } = await loadCounting();
      const rules = settings.get().toolRules;
      return tools.list().map((tool) => {
        const { key, name, title, description, inputSchema, annotations, server } = tool;
        return {
          key,
          name,
          title,
          description,
          server: server === null ? null : { id: server.id, name: server.name },
          effect: effectOf(annotations),
          tokens: toolTokens([{ name, description, inputSchema }]),
          rule: rules[key] ?? usualRule(tool),
          isDefault: rules[key] === undefined,
        };
      });
    },
    setRule(tool, rule) {
      settings.update(withRule(tool, rule));
      approvals.askAgain();
    },
    async decide(pointer, answer) {
      const call = approvals.find(pointer);
      const { conversationId, tool } = call;
      if (answer === 'chat') await conversations.allowTool({ conversationId, tool, allowed: true });
      if (answer === 'always') settings.update(withRule(tool, 'always'));
      approvals.answer(call, answer);
      // Others of the same tool need not wait any longer.
      approvals.askAgain();
    },
    revoke: (conversationId, tool) =>
      conversations.allowTool({ conversationId, tool, allowed: false }),
    async forgetAllowed(server) {
      const prefix = `${server}/`;
      await conversations.revokeTools(prefix);
      const rules = Object.entries(settings.get().toolRules).filter(
        ([key, rule]) => rule !== 'always' || !key.startsWith(prefix),
      );
      settings.update({ toolRules: Object.fromEntries(rules) });
    },
    decisions: (wish) => store.toolDecisions(wish),
  };
}

/** What happens to a call of a tool of which nothing was said. */
function usualRule({ annotations, server }: OfferedTool): ToolRule {
  const { action } = decideTool({
    rule: undefined,
    allowedHere: false,
    builtIn: server === null,
    serverTrusted: server?.trusted === true,
    annotations,
    afterUntrusted: false,
  });
  return action === 'run' ? 'always' : 'ask';
}

function effectOf({ readOnlyHint, destructiveHint }: ToolAnnotations): ToolInfo['effect'] {
  if (destructiveHint === true) return 'destroys';
  if (readOnlyHint === undefined) return 'unknown';
  return readOnlyHint ? 'reads' : 'writes';
}

/** Not needed before somebody looks. */
const loadCounting = () => import('./providers/tokens/request-tokens.ts');
