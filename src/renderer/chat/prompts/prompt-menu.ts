import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { FilledPrompt, OfferedPrompt } from '../../../shared/contract/mcp-prompts.ts';
import type { AppError } from '../../../shared/errors.ts';
import { toAppError } from '../../bridge/to-app-error.ts';
import type { Draft } from '../composer/draft.ts';
import type { DraftAttachments } from '../composer/draft-attachments.ts';
import type { Typed } from '../composer/field-menu.ts';
import { filledText } from './filled-text.ts';
import type { LeftOut, PromptWords } from './filled-text.ts';
import { matchPrompts, typedQuery } from './match-prompts.ts';

export type Values = Readonly<Record<string, string>>;

/** `filling`: also of a prompt that takes nothing, while it is asked for. */
export type MenuStep =
  | { readonly type: 'closed' }
  | {
      readonly type: 'choosing';
      readonly found: readonly OfferedPrompt[];
      /** The place in `found` that Enter takes. */
      readonly active: number;
    }
  | {
      readonly type: 'filling';
      readonly prompt: OfferedPrompt;
      readonly values: Values;
      readonly isAsking: boolean;
      readonly problem: MenuProblem | null;
    };

export type MenuProblem =
  | { readonly type: 'error'; readonly error: AppError }
  /** It came to no text; these could not be taken. */
  | { readonly type: 'empty'; readonly leftOut: readonly LeftOut[] };

/** Where the text in the field came from. */
export interface PromptMark {
  readonly prompt: OfferedPrompt;
  /** What stood there before. */
  readonly before: string;
  readonly text: string;
  /** By their ids. */
  readonly attached: readonly string[];
  readonly leftOut: readonly LeftOut[];
  readonly hadHidden: boolean;
}

export interface PromptMenuState {
  readonly step: MenuStep;
  readonly mark: PromptMark | null;
}

export interface PromptMenuOptions {
  readonly draft: Pick<Draft, 'store' | 'set'>;
  readonly prompts: StoreApi<{ readonly prompts: readonly OfferedPrompt[] }>;
  readonly fill: (
    prompt: OfferedPrompt,
    values: Values,
    signal: AbortSignal,
  ) => Promise<FilledPrompt>;
  /** What came with a prompt goes with the draft. */
  readonly attachments: Pick<DraftAttachments, 'add' | 'remove'>;
  readonly words: PromptWords;
}

/** Prompts of servers, chosen by a slash at the beginning of a message. */
export interface PromptMenu {
  readonly store: StoreApi<PromptMenuState>;
  /** A person typed; null: it does not begin with a slash. */
  typed(typed: Typed | null): void;
  /** As if a slash had been typed before the message. Closes the menu where it is open. */
  toggle(): void;
  move(by: 1 | -1): void;
  point(at: number): void;
  /** Takes what is active: at once, or after its arguments are filled in. */
  choose(): void;
  setValue(argument: string, value: string): void;
  /** Asks for the prompt with the values that were filled in. */
  submit(): Promise<void>;
  /** One step back; what was typed and filled in stays. */
  back(): void;
  /** The menu goes, the text stays. */
  dismiss(): void;
  /** What stood in the field before; false where what came from the prompt is not as it came any more. */
  undo(): boolean;
  close(): void;
}

const closed: MenuStep = { type: 'closed' };

export function createPromptMenu(options: PromptMenuOptions): PromptMenu {
  const { draft, prompts, fill, attachments, words } = options;
  const store = createStore<PromptMenuState>(() => ({ step: closed, mark: null }));
  /** What the menu is about; null: nothing that begins with a slash was typed. */
  let at: Typed | null = null;
  /** The slash is ours, and goes with the menu. */
  let isOwnSlash = false;
  /** The person closed it: it stays away for as long as the text begins with that slash. */
  let isDismissed = false;
  /** By prompt, for whoever comes back to it. */
  const filledIn = new Map<string, Values>();
  let asking: AbortController | null = null;

  const setStep = (step: MenuStep) => store.setState({ step });
  const textNow = () => draft.store.getState().text;

  /** `isSearch`: something else is looked for, so the best of what is found is active. */
  function look(isSearch: boolean): void {
    const { step } = store.getState();
    if (step.type === 'filling') return;
    const query = at === null || isDismissed ? null : typedQuery(at);
    const found = query === null ? [] : matchPrompts(prompts.getState().prompts, query);
    if (found.length === 0) return step.type === 'closed' ? undefined : setStep(closed);
    const active = step.type === 'choosing' && !isSearch ? step.found[step.active] : undefined;
    const place = found.findIndex((prompt) => active !== undefined && isSame(prompt, active));
    setStep({ type: 'choosing', found, active: Math.max(0, place) });
  }

  function leaveForm(): void {
    asking?.abort();
    asking = null;
    if (store.getState().step.type === 'filling') setStep(closed);
  }

  function dismiss(): void {
    leaveForm();
    isDismissed = true;
    if (isOwnSlash && textNow() === at?.text && typedQuery(at) === '')
      draft.set(textNow().slice(1));
    isOwnSlash = false;
    setStep(closed);
  }

  function take(prompt: OfferedPrompt, filled: FilledPrompt): void {
    const { text, leftOut } = filledText(filled, words);
    if (text === '') return setProblem({ type: 'empty', leftOut });
    const typed = textNow();
    const rest = typed.slice(at?.caret ?? 0).trimStart();
    const whole = rest === '' ? text : `${text}\n\n${rest}`;
    const before = isOwnSlash ? typed.slice(at?.caret ?? 0) : typed;
    at = null;
    isOwnSlash = false;
    filledIn.delete(nameOf(prompt));
    draft.set(whole);
    for (const part of filled.attachments) attachments.add(part);
    const attached = filled.attachments.map(({ id }) => id);
    const { hadHidden } = filled;
    store.setState({
      step: closed,
      mark: { prompt, before, text: whole, attached, leftOut, hadHidden },
    });
  }

  function setProblem(problem: MenuProblem): void {
    const { step } = store.getState();
    if (step.type === 'filling') setStep({ ...step, isAsking: false, problem });
  }

  async function submit(): Promise<void> {
    const { step } = store.getState();
    if (step.type !== 'filling' || step.isAsking) return;
    const { prompt, values } = step;
    setStep({ ...step, isAsking: true, problem: null });
    const mine = (asking = new AbortController());
    try {
      const filled = await fill(prompt, given(values), mine.signal);
      if (asking === mine) take(prompt, filled);
      // Nobody waits for it any more.
      else for (const { id } of filled.attachments) attachments.remove(id);
    } catch (error) {
      if (asking === mine) setProblem({ type: 'error', error: toAppError(error) });
    } finally {
      if (asking === mine) asking = null;
    }
  }

  let previous = textNow();
  const stopDraft = draft.store.subscribe(({ text }) => {
    const { mark } = store.getState();
    // What could not be sent comes back, and is still the prompt's; other words are not.
    const isOther =
      previous === '' ? mark !== null && !text.startsWith(mark.text) : isReplaced(previous, text);
    if (mark !== null && mark.text !== text && text !== '' && isOther)
      store.setState({ mark: null });
    previous = text;
  });
  const stopPrompts = prompts.subscribe(() => look(false));

  return {
    store,
    typed(typed) {
      leaveForm();
      if (typed === null) isDismissed = isOwnSlash = false;
      at = typed;
      look(true);
    },
    toggle() {
      if (store.getState().step.type !== 'closed') return dismiss();
      const text = `/${textNow()}`;
      draft.set(text);
      at = { text, caret: 1 };
      isDismissed = false;
      isOwnSlash = true;
      look(true);
    },
    move(by) {
      const { step } = store.getState();
      if (step.type !== 'choosing') return;
      const { length } = step.found;
      setStep({ ...step, active: (step.active + by + length) % length });
    },
    point(place) {
      const { step } = store.getState();
      if (step.type === 'choosing' && step.active !== place) setStep({ ...step, active: place });
    },
    choose() {
      const { step } = store.getState();
      if (step.type !== 'choosing') return;
      const prompt = step.found[step.active];
      if (prompt === undefined) return;
      const values = filledIn.get(nameOf(prompt)) ?? {};
      setStep({ type: 'filling', prompt, values, isAsking: false, problem: null });
      if (prompt.arguments.length === 0) void submit(); // keeps its error itself
    },
    setValue(argument, value) {
      const { step } = store.getState();
      if (step.type !== 'filling' || step.isAsking) return;
      const values = { ...step.values, [argument]: value };
      filledIn.set(nameOf(step.prompt), values);
      setStep({ ...step, values });
    },
    submit,
    back() {
      leaveForm();
      look(false);
    },
    dismiss,
    undo() {
      const { mark } = store.getState();
      if (mark === null || textNow() !== mark.text) return false;
      isDismissed = true;
      store.setState({ mark: null });
      draft.set(mark.before);
      for (const id of mark.attached) attachments.remove(id);
      return true;
    },
    close() {
      asking?.abort();
      asking = null;
      stopDraft();
      stopPrompts();
    },
  };
}

/** Not a letter of it was left where it stood. */
function isReplaced(before: string, text: string): boolean {
  return text[0] !== before[0] && text.at(-1) !== before.at(-1);
}

/** Only within its server a prompt has a name of its own. */
function nameOf({ server, name }: OfferedPrompt): string {
  return `${server.id}/${name}`;
}

function isSame(one: OfferedPrompt, other: OfferedPrompt): boolean {
  return nameOf(one) === nameOf(other);
}

/** What nobody filled in is not given. */
function given(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
