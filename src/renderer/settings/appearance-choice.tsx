import { useTranslation } from 'react-i18next';
import type { Appearance } from '../../shared/contract/settings.ts';
import { Choice } from '../ui/choice.tsx';
import { hintId, labelId, Setting } from './setting.tsx';
import { useChange } from './use-change.ts';

export interface AppearanceChoiceProps<T extends string> {
  readonly id: 'theme' | 'contrast' | 'language';
  readonly value: T;
  readonly options: readonly {
    readonly value: T;
    readonly label: string;
    readonly lang?: string;
  }[];
  readonly toPatch: (value: T) => Partial<Appearance>;
}

/** How the page looks or speaks, of a few ways. */
export function AppearanceChoice<T extends string>({
  id,
  value,
  options,
  toPatch,
}: AppearanceChoiceProps<T>) {
  const { t } = useTranslation();
  const { change, error } = useChange();
  return (
    <Setting
      id={id}
      label={t(`settings.items.${id}.label`)}
      hint={t(`settings.items.${id}.hint`)}
      error={error}
      control={
        <Choice
          labelledBy={labelId(id)}
          describedBy={hintId(id)}
          options={options}
          value={value}
          onChange={(next) => void change({ appearance: toPatch(next) })}
        />
      }
    />
  );
}
