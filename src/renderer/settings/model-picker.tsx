import { useStore } from 'zustand';
import type { ModelRef } from '../../shared/contract/conversations.ts';
import { usePage } from '../page-context.tsx';
import { late } from '../ui/late.tsx';
import { ModelButton } from './model-button.tsx';
import { modelName } from './providers-store.ts';

export interface ModelPickerProps {
  /** null: the first entry. */
  readonly value: ModelRef | null;
  readonly onChange: (value: ModelRef | null) => void;
  /** What no choice of one's own means. */
  readonly defaultLabel: string;
  /** The same on the button, where there is little room. */
  readonly defaultName: string;
  /** Leads to where a key is entered; without it, those that need one are only shown. */
  readonly onAddKey?: () => void;
  /** Names the button instead of its choice: it adds a model to others, and none is nothing to add. */
  readonly actionLabel?: string;
  /** Where the focus goes when a model was chosen; null: back to the button. */
  readonly finalFocus?: () => HTMLElement | null;
  readonly className?: string;
}

/** Shows the chosen model at once; what is needed to choose another comes after the first paint. */
export const ModelPicker = late(
  async () => (await import('./model-combobox.tsx')).ModelCombobox,
  function Closed({ value, defaultLabel, defaultName, className }: ModelPickerProps) {
    const { providers } = usePage();
    const name = useStore(providers.store, ({ models }) => modelName(models, value));
    return (
      <ModelButton label={name ?? defaultLabel} name={name ?? defaultName} className={className} />
    );
  },
);
