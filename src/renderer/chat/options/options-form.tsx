import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelOptions } from '../../../shared/contract/conversations.ts';
import { plainOptions } from '../../../shared/plain-options.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { NumberOption } from './number-option.tsx';
import { hasLevels, isAnyChosen, thinkingChoice, thinkingPatch } from './offered-options.ts';
import type { OfferedOptions } from './offered-options.ts';

export interface OptionsFormProps {
  readonly options: ModelOptions;
  readonly offered: OfferedOptions;
  readonly onChange: (patch: Partial<ModelOptions>) => void;
}

/** How the model is asked in this conversation, as far as it lets one choose. */
export function OptionsForm({ options, offered, onChange }: OptionsFormProps) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const { thinking, temperature, maxOutputTokens, webSearch } = offered;
  const canReset = options.reasoning || isAnyChosen(options, offered);
  return (
    <>
      {thinking !== null && (
        <div className="flex flex-col gap-1">
          <span id={id} className="text-sm font-medium">
            {t('options.thinking.label')}
          </span>
          <Choice
            labelledBy={id}
            options={thinking.map((value) => ({
              value,
              label: t(
                value === 'on' && hasLevels(offered)
                  ? 'options.automatic'
                  : `options.thinking.${value}`,
              ),
            }))}
            value={thinkingChoice(options, offered)}
            onChange={(choice) => onChange(thinkingPatch(choice))}
          />
        </div>
      )}
      {temperature !== null && (
        <NumberOption
          label={t('options.temperature.label')}
          hint={t('options.temperature.hint', { max: temperature.toLocaleString(i18n.language) })}
          min={0}
          max={temperature}
          isWhole={false}
          // A higher one is kept for models that take it; this one is told as much as it takes.
          value={options.temperature === null ? null : Math.min(options.temperature, temperature)}
          onChange={(value) => onChange({ temperature: value })}
        />
      )}
      {maxOutputTokens !== null && (
        <NumberOption
          label={t('options.length.label')}
          hint={t('options.length.hint', { max: maxOutputTokens.toLocaleString(i18n.language) })}
          min={1}
          max={maxOutputTokens}
          isWhole
          // One that another model can keep to is kept for it.
          value={atMost(options.maxOutputTokens, maxOutputTokens)}
          onChange={(value) => onChange({ maxOutputTokens: value })}
        />
      )}
      {webSearch && (
        <label className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11">
          <input
            type="checkbox"
            checked={options.webSearch}
            onChange={(event) => onChange({ webSearch: event.target.checked })}
            className="size-4 shrink-0"
          />
          {t('options.webSearch')}
        </label>
      )}
      {/* Never disabled outright: that would take the focus from whoever presses it. */}
      <Button
        look="quiet"
        aria-disabled={!canReset}
        className="-ml-3 self-start aria-disabled:cursor-not-allowed aria-disabled:opacity-50"
        onClick={() => {
          if (canReset) onChange(plainOptions);
        }}
      >
        {t('options.reset')}
      </Button>
    </>
  );
}

function atMost(value: number | null, most: number): number | null {
  return value !== null && value <= most ? value : null;
}
