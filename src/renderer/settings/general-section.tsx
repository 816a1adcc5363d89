import { useTranslation } from 'react-i18next';
import type { Settings } from '../../shared/contract/settings.ts';
import { languages } from '../i18n/choose-locale.ts';
import { goToKeys } from '../use-route.ts';
import { AppearanceChoice } from './appearance-choice.tsx';
import { DefaultModelPicker } from './default-model-picker.tsx';
import { InstructionsSetting } from './instructions-setting.tsx';
import { Section } from './section.tsx';
import { hintId, labelId, Setting } from './setting.tsx';
import { ShortcutField } from './shortcut/shortcut-field.tsx';
import type { Shortcut } from './shortcut/use-shortcut.ts';
import { useChange } from './use-change.ts';

export interface GeneralSectionProps {
  readonly settings: Settings;
  readonly shortcut: Shortcut;
}

export function GeneralSection({ settings, shortcut }: GeneralSectionProps) {
  const { t } = useTranslation();
  return (
    <Section name="general">
      <AppearanceChoice
        id="language"
        value={settings.appearance.language}
        options={(['system', ...languages] as const).map((value) => ({
          value,
          label: t(`settings.items.language.options.${value}`),
          ...(value === 'system' ? {} : { lang: value }),
        }))}
        toPatch={(language) => ({ language })}
      />
      <Setting
        id="defaultModel"
        label={t('settings.items.defaultModel.label')}
        hint={t('settings.items.defaultModel.hint')}
        control={<DefaultModelPicker onAddKey={goToKeys} />}
      />
      <InstructionsSetting value={settings.systemPrompt} />
      {/* In a browser one line of the search's list takes the place of the three. */}
      <Setting
        id="desktop"
        label={t('settings.items.desktop.label')}
        hint={t('settings.items.desktop.hint')}
      />
      <Setting
        id="shortcut"
        label={t('settings.items.shortcut.label')}
        hint={t('settings.items.shortcut.hint')}
      >
        <ShortcutField {...shortcut} />
      </Setting>
      <SwitchSetting
        id="closeToTray"
        isOn={settings.closeToTray}
        toPatch={(closeToTray) => ({ closeToTray })}
      />
      <SwitchSetting
        id="notify"
        isOn={settings.notifyWhenDone}
        toPatch={(notifyWhenDone) => ({ notifyWhenDone })}
      />
    </Section>
  );
}

interface SwitchSettingProps {
  readonly id: 'closeToTray' | 'notify';
  readonly isOn: boolean;
  readonly toPatch: (isOn: boolean) => Parameters<ReturnType<typeof useChange>['change']>[0];
}

function SwitchSetting({ id, isOn, toPatch }: SwitchSettingProps) {
  const { t } = useTranslation();
  const { change, error } = useChange();
  return (
    <Setting
      id={id}
      label={t(`settings.items.${id}.label`)}
      hint={t(`settings.items.${id}.hint`)}
      error={error}
      control={
        <label className="flex size-8 items-center justify-center pointer-coarse:size-11">
          <input
            type="checkbox"
            checked={isOn}
            onChange={(event) => void change(toPatch(event.target.checked))}
            aria-labelledby={labelId(id)}
            aria-describedby={hintId(id)}
            className="size-5"
          />
        </label>
      }
    />
  );
}
