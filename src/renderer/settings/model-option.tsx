import { Combobox } from '@base-ui/react/combobox';
import { Check, KeyRound, Star } from 'lucide-react';
import type { SyntheticEvent } from 'react';
import { classNames } from '../ui/class-names.ts';
import { ModelFacts, useDescribeModel } from './model-facts.tsx';
import type { ModelChoice } from './use-model-choices.ts';

export interface ModelOptionProps {
  readonly choice: ModelChoice;
  readonly isFavourite: boolean;
  readonly onToggleFavourite: () => void;
}

/** A row of the picker: the model, and quietly what is known of it. */
export function ModelOption({ choice, isFavourite, onToggleFavourite }: ModelOptionProps) {
  const describe = useDescribeModel();
  const { model, providerName, label } = choice;
  return (
    <Combobox.Item
      value={choice}
      {...(model === undefined ? {} : { 'aria-description': describe(model) })}
      className="group/option flex min-h-8 cursor-default items-start gap-2 rounded-lg px-2 py-1.5 text-sm select-none data-highlighted:bg-hover pointer-coarse:min-h-11"
    >
      <span className="mt-0.5 size-4 shrink-0">
        {choice.addsKey === true && <KeyRound aria-hidden className="size-4 text-accent" />}
        <Combobox.ItemIndicator>
          <Check aria-hidden className="size-4" />
        </Combobox.ItemIndicator>
      </span>
      <span className="flex min-w-0 flex-1 flex-col [overflow-wrap:anywhere]">
        <span>
          {label}
          {providerName !== undefined && (
            <span className="text-xs text-muted"> {providerName}</span>
          )}
        </span>
        {model !== undefined && <ModelFacts model={model} />}
      </span>
      {model !== undefined && (
        // For a pointer: an option can hold no button. By key it is the button below the list.
        <span
          data-star
          aria-hidden
          onMouseUp={stop}
          onClick={(event) => {
            stop(event);
            onToggleFavourite();
          }}
          className="-my-1 -mr-1 flex size-8 shrink-0 items-center justify-center rounded-lg text-muted hover:text-text pointer-coarse:size-11"
        >
          <Star
            className={classNames(
              'size-4',
              isFavourite
                ? 'fill-current text-accent'
                : 'opacity-0 group-data-highlighted/option:opacity-100 pointer-coarse:opacity-100',
            )}
          />
        </span>
      )}
    </Combobox.Item>
  );
}

/** The row is not chosen. */
function stop(event: SyntheticEvent): void {
  event.stopPropagation();
}
