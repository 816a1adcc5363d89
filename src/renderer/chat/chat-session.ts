import { v7 as uuidv7 } from 'uuid';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Clock } from '../../shared/clock.ts';
import type { ChatUpdate } from '../../shared/contract/chat.ts';
import type { ConversationPatch } from '../../shared/contract/conversations.ts';
import { AppError } from '../../shared/errors.ts';
import type { Bridge } from '../bridge/bridge.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { createDraft } from './composer/draft.ts';
import { createDraftAttachments } from './composer/draft-attachments.ts';
import type { DraftAttachments } from './composer/draft-attachments.ts';
import type { Unsaved } from '../unsaved.ts';
import type { Draft } from './composer/draft.ts';
import { choicesOf, emptyChat, hasEarlier, isRunning, isThere, messagesOf } from './chat-state.ts';
import type { ChatState, Doing } from './chat-state.ts';
import { followUpdates } from './follow-updates.ts';
import { createFrameQueue } from './frame-queue.ts';
import type { ScheduleFrame } from './frame-queue.ts';
import { keepWriting } from './keep-writing.ts';
import { mayHaveArrived } from './may-have-arrived.ts';
import { createQuestionEdit } from './question-edit.ts';
import type { QuestionEdit } from './question-edit.ts';
import { showBranch } from './show-branch.ts';
import { takeInUpdates } from './take-in-updates.ts';

export interface ChatSessionOptions {
  readonly bridge: Pick<Bridge, 'client' | 'connected'>;
  readonly conversationId: string;
  /** It begins with its first message. */
  readonly isNew: boolean;
  /** Under which the draft is kept until then. */
  readonly newDraft?: 'new' | 'quick';
  readonly unsaved: Unsaved;
  readonly scheduleFrame: ScheduleFrame;
  readonly clock: Clock;
  readonly random: () => number;
}

/** One open conversation: its picture, kept up to date, and everything that can be done in it. */
export interface ChatSession {
  readonly conversationId: string;
  readonly store: StoreApi<ChatState>;
  readonly draft: Draft;
  readonly attachments: DraftAttachments;
  /** What the draft is kept by now. */
  readonly draftKey: () => string;
  readonly edit: QuestionEdit;
  /** Sends the draft. Says what kept it from being sent; the text is then where it was. */
  send(): Promise<'sent' | 'empty' | 'running' | 'failed'>;
  stop(): Promise<void>;
  retry(messageId: string): Promise<void>;
  goOn(messageId: string): Promise<void>;
  /** Shows a message that stands beside a shown one, with the newest of what is below it. */
  showBranch(messageId: string): Promise<void>;
  loadEarlier(): Promise<void>;
  change(patch: Omit<ConversationPatch, 'title'>): Promise<void>;
  /** null: they are given up. */
  writeInstructions(text: string | null): void;
  /** Those that could not be saved are kept as if they had not been sent. */
  saveInstructions(): Promise<void>;
  close(): void;
}

export function createChatSession(options: ChatSessionOptions): ChatSession {
  const {
    bridge,
    conversationId,
    isNew,
    newDraft = 'new',
    unsaved,
    scheduleFrame,
    clock,
    random,
  } = options;
  const { client } = bridge;
  const store = createStore<ChatState>(() => ({ ...emptyChat, place: isNew ? 'new' : 'opening' }));
  const ended = new AbortController();
  const queue = createFrameQueue<ChatUpdate>(scheduleFrame, takeIn);
  /** A message that may or may not have arrived is sent again under the same id. */
  let unsure: { readonly messageId: string; readonly words: string } | null = null;

  const keyAt = ({ place }: ChatState) => (place === 'new' ? newDraft : conversationId);
  const stopKeeping = keepWriting(store, keyAt, unsaved);

  const draft = createDraft({
    key: () => keyAt(store.getState()),
    load: async (key) => (await client.conversations.getDraft({ key })).text,
    save: (key, text) => client.conversations.setDraft({ key, text }),
    unsaved,
    isThere: async (before) => {
      await client.conversations.messages({ before, limit: 1 });
      return true;
    },
    clock,
  });

  const attachments = createDraftAttachments({
    load: async () =>
      (await client.conversations.getDraft({ key: keyAt(store.getState()) })).attachments,
    detach: (id) => client.conversations.detach({ id }),
  });

  const isShown = (messageId: string) => isThere(messagesOf(store.getState()), messageId);

  /** All updates of a frame in one write. */
  function takeIn(updates: readonly ChatUpdate[]): void {
    if (updates.some(beginsWithQuestion)) draft.keep();
    store.setState((state) => takeInUpdates(state, updates));
    draft.arrived(isShown);
    if (unsure === null || !isShown(unsure.messageId)) return;
    // The same words once more are another message.
    unsure = null;
    void attachments.reload(); // never rejects
    store.setState(({ failure }) => (failure?.doing === 'send' ? { failure: null } : {}));
  }

  async function follow(): Promise<void> {
    const end = await followUpdates({
      watch: client.chat.watch,
      conversationId,
      connected: (signal) => bridge.connected(signal),
      onUpdate: (update) => queue.push(update),
      onError: (error) => failed('watch', error),
      signal: ended.signal,
      clock,
      random,
    });
    if (end === 'gone') store.setState({ place: 'gone' });
  }

  function failed(doing: Doing, error: unknown): void {
    if (!ended.signal.aborted) store.setState({ failure: { doing, error: toAppError(error) } });
  }

  /** Does something and shows what kept it from being done. */
  async function attempt(doing: Doing, act: () => Promise<unknown>): Promise<boolean> {
    store.setState({ failure: null });
    try {
      await act();
      return true;
    } catch (error) {
      failed(doing, error);
      return false;
    }
  }

  async function loadEarlier(limit?: number): Promise<void> {
    const state = store.getState();
    const before = messagesOf(state)[0];
    if (state.loadingEarlier || before === undefined || !hasEarlier(state)) return;
    store.setState({ loadingEarlier: true });
    await attempt('earlier', async () => {
      const page = await client.conversations.messages({
        before: before.id,
        ...(limit === undefined ? {} : { limit }),
      });
      store.setState((now) => {
        const shown = messagesOf(now);
        // The path may have changed meanwhile: then the page belongs to what is not shown any longer.
        if (shown[0]?.id !== before.id) return {};
        return {
          earlier: [...page.messages, ...shown],
          hasMoreAbove: page.hasEarlier,
          earlierBranches: { ...now.earlierBranches, ...page.branches },
        };
      });
    });
    store.setState({ loadingEarlier: false });
  }

  /** false: it failed, and that is said. */
  async function change(patch: Omit<ConversationPatch, 'title'>): Promise<boolean> {
    const { place, view } = store.getState();
    if (place === 'new') {
      store.setState(({ choices }) => ({ choices: { ...choices, ...definedOnly(patch) } }));
      return true;
    }
    // Instructions are written by hand: another window's must not be overwritten unseen.
    const rev =
      patch.systemPrompt === undefined || view === null ? {} : { rev: view.conversation.rev };
    return attempt('change', () =>
      client.conversations.update({ id: conversationId, ...rev, patch }),
    );
  }

  if (!isNew) void follow(); // ends with the session

  return {
    conversationId,
    store,
    draft,
    attachments,
    draftKey: () => keyAt(store.getState()),
    edit: createQuestionEdit(store, (question) =>
      attempt('edit', () => client.chat.edit({ conversationId, ...question })),
    ),
    async send() {
      if (draft.store.getState().text.trim() === '') return 'empty';
      const { place, choices } = store.getState();
      if (isRunning(store.getState())) return 'running';
      const text = draft.store.getState().text.trim();
      const attached = attachments.take();
      const ids = attached.map(({ id }) => id);
      const words = JSON.stringify([text, ids]);
      const messageId = unsure?.words === words ? unsure.messageId : uuidv7();
      unsure = null;
      const written = draft.take(messageId);
      store.setState({ sending: { messageId, text, attached } });
      const wasSent = await attempt('send', () =>
        client.chat.send({
          conversationId,
          messageId,
          text,
          ...(ids.length === 0 ? {} : { attachments: ids }),
          ...(place === 'new' ? { begin: { ...choices, draft: newDraft } } : {}),
        }),
      );
      if (!wasSent && isShown(messageId)) {
        // Only the answer to it was lost.
        store.setState({ failure: null });
      } else if (!wasSent) {
        const { failure } = store.getState();
        const mayBeThere = failure !== null && mayHaveArrived(failure.error);
        if (mayBeThere) unsure = { messageId, words };
        draft.comeBack(written, { mayBeThere });
        attachments.comeBack(attached);
        // One of them may be the reason.
        if (failure?.error.code === 'not-found') void attachments.reload(); // never rejects
        store.setState({ sending: null });
        return 'failed';
      }
      if (place === 'new') {
        const { choices: now } = store.getState();
        store.setState({ place: 'opening' });
        // Chosen while it was on its way.
        if (now !== choices) void change(now); // keeps its error itself
        void follow(); // ends with the session
      }
      draft.sent();
      return 'sent';
    },
    async stop() {
      if (store.getState().stopping) return;
      store.setState({ stopping: true });
      await attempt('stop', () => client.chat.stop({ conversationId }));
      store.setState({ stopping: false });
    },
    async retry(messageId) {
      await attempt('retry', () => client.chat.retry({ conversationId, messageId }));
    },
    async goOn(messageId) {
      await attempt('continue', () => client.chat.continue({ conversationId, messageId }));
    },
    async showBranch(messageId) {
      const { signal } = ended;
      await attempt('select', () =>
        showBranch({ client, store, conversationId, messageId, loadEarlier, signal }),
      );
    },
    loadEarlier: () => loadEarlier(),
    async change(patch) {
      await change(patch);
    },
    writeInstructions: (instructions) => store.setState({ instructions }),
    async saveInstructions() {
      const { instructions } = store.getState();
      if (instructions === null) return;
      const systemPrompt = instructions.trim();
      store.setState({ instructions: systemPrompt });
      const isSaved = choicesOf(store.getState()).systemPrompt === systemPrompt;
      if (!isSaved && !(await change({ systemPrompt }))) return;
      store.setState((now) => (now.instructions === systemPrompt ? { instructions: null } : {}));
    },
    close() {
      stopKeeping();
      draft.close();
      queue.close();
      ended.abort(new AppError('internal', 'The conversation was closed.'));
    },
  };
}

function beginsWithQuestion(update: ChatUpdate): boolean {
  return (
    update.type === 'events' &&
    update.events.some((event) => event.type === 'message-start' && event.message.role === 'user')
  );
}

function definedOnly<T extends object>(
  values: T,
): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  // Object.fromEntries forgets the keys; nothing was added or renamed.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}
