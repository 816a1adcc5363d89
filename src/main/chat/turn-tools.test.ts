import { expect, test } from 'vitest';
import type { ToolCallPart } from '../../shared/contract/message.ts';
import type { OfferedTool } from '../tools/tools.ts';
import { createTools } from '../tools/tools.ts';
import type { StoredConversation } from '../store/store.ts';
import { createApprovals } from './approvals.ts';
import { createTurnTools } from './turn-tools.ts';

const server = { id: 'server-00000001', name: 'Files', trusted: false };
const act: OfferedTool = {
  key: 'server-00000001/act',
  name: 'files__act',
  title: 'Act',
  description: 'Acts.',
  inputSchema: { type: 'object' },
  annotations: {},
  server,
};

function setUp(annotations: OfferedTool['annotations'] = {}) {
  let offered: readonly OfferedTool[] = [{ ...act, annotations }];
  const ran: string[] = [];
  const said: string[] = [];
  const approvals = createApprovals();
  const tools = createTurnTools({
    tools: createTools([], {
      offered: () => offered,
      run: async ({ key }) => void ran.push(key),
    }),
    deferred: new Map(),
    approvals,
    rules: () => ({}),
    conversation: async () => ({ toolsOff: [], toolsAllowed: [] }) as unknown as StoredConversation, // the rest is not read
    conversationId: 'c',
    messageId: 'm',
    isTainted: () => false,
    record: ({ outcome }) => said.push(outcome),
  });
  const call: ToolCallPart = {
    type: 'tool-call',
    id: '1',
    name: act.name,
    runner: 'tina',
    inputText: '{}',
    input: {},
    state: 'running',
  };
  const asked = Promise.withResolvers<void>();
  const { signal } = new AbortController();
  return {
    ran,
    said,
    approvals,
    asked: asked.promise,
    permitted: tools.permit(call, { signal, onAsk: () => asked.resolve() }),
    offer: (...next: readonly OfferedTool[]) => (offered = next),
    allow: () => approvals.answer(approvals.find({ messageId: 'm', callId: '1' }), 'once'),
    run: { signal },
  };
}

test('what is allowed for one tool runs no other that has its name meanwhile', async () => {
  const { offer, ran, permitted, asked, allow, run } = setUp();
  await asked;
  offer({
    ...act,
    key: 'server-00000002/act',
    server: { ...server, id: 'server-00000002' },
  });
  allow();
  const runCall = await permitted;
  await runCall(run);
  // Whoever offers the tools knows that it is not theirs any more.
  expect(ran).toEqual([act.key]);
});

test('a question about a tool that changed meanwhile is not asked again', async () => {
  const { offer, permitted, asked, approvals } = setUp();
  await asked;
  offer({ ...act, annotations: { destructiveHint: true } });
  approvals.askAgain();
  await expect(permitted).rejects.toMatchObject({ code: 'tool-denied' });
});

test('a server that is trusted meanwhile is believed', async () => {
  const { offer, permitted, asked, approvals, said } = setUp({ readOnlyHint: true });
  await asked;
  offer({ ...act, annotations: { readOnlyHint: true }, server: { ...server, trusted: true } });
  approvals.askAgain();
  await permitted;
  expect(said).toEqual(['ran-rule']);
});
