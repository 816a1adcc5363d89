import { SquareSlash } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { systemClock } from '../../../shared/clock.ts';
import { usePage } from '../../page-context.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { fieldMenu, menuButton } from '../composer/field-menu.ts';
import { followPrompts } from './follow-prompts.ts';
import { knownPrompts } from './known-prompts.ts';

/** Opens the menu of prompts, where servers have any. Keeps what is known of them up to date as long as it is there. */
export function PromptsButton() {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const open = useStore(fieldMenu, (state) => state.open);
  const isOpen = useStore(fieldMenu, ({ attributes }) => attributes.role !== undefined);
  const hasPrompts = useStore(knownPrompts, ({ prompts }) => prompts.length > 0);

  useEffect(() => {
    const ended = new AbortController();
    void followPrompts({
      bridge,
      onPrompts: (prompts) => knownPrompts.setState({ prompts }),
      clock: systemClock,
      random: Math.random,
      signal: ended.signal,
    }); // ends with the component
    return () => ended.abort();
  }, [bridge]);

  if (!hasPrompts || open === null) return null;
  return (
    <IconButton
      icon={SquareSlash}
      label={t('prompts.label')}
      aria-expanded={isOpen}
      {...{ [menuButton]: '' }}
      onClick={open}
    />
  );
}
