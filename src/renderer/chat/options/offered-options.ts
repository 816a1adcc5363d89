import type { ModelOptions } from '../../../shared/contract/conversations.ts';
import type { Effort } from '../../../shared/contract/effort.ts';
import type { Model } from '../../../shared/contract/providers.ts';
import { highestTemperature } from '../../../shared/limits.ts';

/** What a model lets one choose. What it cannot is not shown. */
export interface OfferedOptions {
  /** What can be chosen, more than one; null: there is nothing to choose. */
  readonly thinking: readonly ThinkingChoice[] | null;
  /** What comes of it where a conversation, maybe for another model, says not to think. */
  readonly thinkingWhenOff: ThinkingChoice;
  /** The highest it takes; null: it takes none. */
  readonly temperature: number | null;
  /** As long as an answer can get, in tokens; null: not known, so not to be chosen. */
  readonly maxOutputTokens: number | null;
  readonly webSearch: boolean;
}

export function offeredOptions(model: Model | undefined): OfferedOptions {
  const { abilities, maxOutputTokens } = model ?? {};
  return {
    ...offeredThinking(abilities),
    temperature:
      abilities?.temperature === true ? (abilities.maxTemperature ?? highestTemperature) : null,
    maxOutputTokens: maxOutputTokens ?? null,
    webSearch: abilities?.webSearch === true,
  };
}

function offeredThinking(
  abilities: Model['abilities'] | undefined,
): Pick<OfferedOptions, 'thinking' | 'thinkingWhenOff'> {
  if (abilities?.reasoning !== true) return { thinking: null, thinkingWhenOff: 'off' };
  const { efforts = [], reasoningOff = 'none' } = abilities;
  if (reasoningOff === 'none') {
    return { thinking: ['off', 'on', ...efforts], thinkingWhenOff: 'off' };
  }
  return {
    thinking: efforts.length === 0 ? null : ['on', ...efforts],
    thinkingWhenOff: (reasoningOff === 'least' ? efforts[0] : undefined) ?? 'on',
  };
}

/** Thinking can be switched on and off, which a switch beside the field is for. */
export function canSwitchThinking({ thinking }: OfferedOptions): boolean {
  return thinking?.includes('off') === true;
}

/** Levels of thinking, not only on and off. */
export function hasLevels({ thinking }: OfferedOptions): boolean {
  return thinking?.some((choice) => choice !== 'off' && choice !== 'on') === true;
}

/** More than the one switch that stands beside the field anyway. */
export function hasMoreOptions(offered: OfferedOptions): boolean {
  const { temperature, maxOutputTokens, webSearch } = offered;
  return hasLevels(offered) || temperature !== null || maxOutputTokens !== null || webSearch;
}

/** Something is chosen behind the button, and this model heeds it. */
export function isAnyChosen(options: ModelOptions, offered: OfferedOptions): boolean {
  return (
    (options.reasoning && options.effort !== null && heeds(offered, options.effort)) ||
    (offered.temperature !== null && options.temperature !== null) ||
    (options.maxOutputTokens !== null &&
      options.maxOutputTokens <= (offered.maxOutputTokens ?? 0)) ||
    (offered.webSearch && options.webSearch)
  );
}

/** Thinking and how much of it, as one choice. */
export type ThinkingChoice = 'off' | 'on' | Effort;

export function thinkingChoice(options: ModelOptions, offered: OfferedOptions): ThinkingChoice {
  if (!options.reasoning) return offered.thinkingWhenOff;
  // A level of another model is kept for it.
  return options.effort !== null && heeds(offered, options.effort) ? options.effort : 'on';
}

export function thinkingPatch(
  choice: ThinkingChoice,
): Pick<ModelOptions, 'reasoning'> & Partial<Pick<ModelOptions, 'effort'>> {
  if (choice === 'off') return { reasoning: false };
  return { reasoning: true, effort: choice === 'on' ? null : choice };
}

function heeds({ thinking }: OfferedOptions, effort: Effort): boolean {
  return thinking?.includes(effort) === true;
}
