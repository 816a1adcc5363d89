import { useEffect, useId, useState } from 'react';
import type { RefObject } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { usePage } from '../../page-context.tsx';
import { announce } from '../../ui/announcer.tsx';
import type { ChatSession } from '../chat-session.ts';
import { fieldMenu, menuButton } from '../composer/field-menu.ts';
import { isTouchScreen } from '../focus-home.ts';
import { knownPrompts } from './known-prompts.ts';
import { menuKey } from './menu-key.ts';
import { PromptForm } from './prompt-form.tsx';
import { PromptList } from './prompt-list.tsx';
import { PromptMarkLine } from './prompt-mark-line.tsx';
import { createPromptMenu } from './prompt-menu.ts';
import type { PromptMenu } from './prompt-menu.ts';

export interface PromptFieldProps {
  readonly session: ChatSession;
  readonly inputRef: RefObject<HTMLTextAreaElement | null>;
}

/** What prompts of servers add to the message's field: the menu, the form over it, and where its text came from. */
export function PromptField(props: PromptFieldProps) {
  const menu = usePromptMenu(props.session);
  return menu === null ? null : <Field menu={menu} {...props} />;
}

/** For as long as the component is there; null until it is made. */
function usePromptMenu({ draft, attachments, draftKey }: ChatSession): PromptMenu | null {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const [menu, setMenu] = useState<PromptMenu | null>(null);

  useEffect(() => {
    const made = createPromptMenu({
      draft,
      prompts: knownPrompts,
      fill: ({ server, name }, values, signal) =>
        bridge.client.mcp.prompt(
          { server: server.id, name, arguments: values, draft: draftKey() },
          { signal },
        ),
      attachments,
      words: {
        speaker: (role) => t(`prompts.speakers.${role}`),
        attached: (part) => t('prompts.attached', { name: part }),
      },
    });
    const tell = () => made.typed(fieldMenu.getState().typed);
    // Typed before this was there.
    if (fieldMenu.getState().typed !== null) tell();
    const stop = fieldMenu.subscribe((now, before) => {
      if (now.typed !== before.typed) tell();
    });
    setMenu(made);
    return () => {
      stop();
      made.close();
    };
  }, [bridge, draft, attachments, draftKey, t]);

  return menu;
}

function Field({ menu, session, inputRef }: PromptFieldProps & { readonly menu: PromptMenu }) {
  const { t } = useTranslation();
  const { step, mark } = useStore(menu.store);
  const isEmpty = useStore(session.draft.store, ({ text }) => text === '');
  const id = useId();
  const isChoosing = step.type === 'choosing';
  const active = isChoosing ? step.active : null;

  useEffect(() => {
    if (active === null) return undefined;
    fieldMenu.setState({
      attributes: {
        role: 'combobox',
        'aria-expanded': true,
        'aria-haspopup': 'listbox',
        'aria-autocomplete': 'list',
        'aria-controls': id,
        'aria-activedescendant': `${id}-${active}`,
      },
    });
    return () => fieldMenu.setState({ attributes: {} });
  }, [active, id]);

  useEffect(() => {
    fieldMenu.setState({
      onKey: (event) => menuKey(menu, event),
      open() {
        // The slash has to stand in the field before the caret can stand behind it.
        flushSync(() => menu.toggle());
        const field = inputRef.current;
        // On a touch screen this would open the keyboard over the menu.
        if (field === null || isTouchScreen()) return;
        field.focus();
        if (menu.store.getState().step.type === 'choosing') field.setSelectionRange(1, 1);
      },
    });
    return () => fieldMenu.setState({ onKey: null, open: null, attributes: {} });
  }, [menu, inputRef]);

  useEffect(() => {
    if (!isChoosing) return undefined;
    const leave = ({ target }: Event) => {
      const isInside =
        target === inputRef.current ||
        (target instanceof Element &&
          target.closest(`#${CSS.escape(id)}, [${menuButton}]`) !== null);
      if (!isInside) menu.dismiss();
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
    };
  }, [isChoosing, menu, inputRef, id]);

  const count = isChoosing ? step.found.length : 0;
  useEffect(() => {
    if (isChoosing) announce(t('prompts.found', { count }));
  }, [isChoosing, count, t]);

  useEffect(() => {
    if (mark === null) return;
    const { current: field } = inputRef;
    // It is there to be read, from its beginning.
    if (field !== null) {
      if (!isTouchScreen()) field.focus();
      field.setSelectionRange(mark.text.length, mark.text.length);
      field.scrollTop = 0;
    }
  }, [mark, inputRef]);

  return (
    <>
      {isChoosing && <PromptList id={id} step={step} menu={menu} />}
      {step.type === 'filling' && (
        <PromptForm
          key={`${step.prompt.server.id}/${step.prompt.name}`}
          step={step}
          menu={menu}
          onLeave={() => inputRef.current?.focus()}
        />
      )}
      {mark !== null && !isEmpty && (
        <PromptMarkLine
          mark={mark}
          session={session}
          onUndo={() => {
            menu.undo();
            inputRef.current?.focus();
          }}
        />
      )}
    </>
  );
}
