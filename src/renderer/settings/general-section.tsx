import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Settings } from '../../shared/contract/settings.ts';
import { languages } from '../i18n/choose-locale.ts';
import { usePage } from '../page-context.tsx';
import { goToKeys } from '../use-route.ts';
import { AppearanceChoice } from './appearance-choice.tsx';
import { InstructionsSetting } from './instructions-setting.tsx';
import { ModelPicker } from './model-picker.tsx';
import { modelName } from './providers-store.ts';
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
      <DefaultModelSetting settings={settings} />
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

function DefaultModelSetting({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation();
  const { change, error } = useChange();
  const automatic = useAutomaticLabel(settings.defaultModel === null);
  return (
    <Setting
      id="defaultModel"
      label={t('settings.items.defaultModel.label')}
      hint={t('settings.items.defaultModel.hint')}
      error={error}
      control={
        <ModelPicker
          value={settings.defaultModel}
          onChange={(defaultModel) => void change({ defaultModel })}
          defaultLabel={automatic}
          defaultName={automatic}
          onAddKey={goToKeys}
          className="max-w-full border border-border-strong"
        />
      }
    />
  );
}

/** Says what automatic means now, where that is known. */
function useAutomaticLabel(isAutomatic: boolean): string {
  const { t } = useTranslation();
  const { providers } = usePage();
  const name = useStore(providers.store, ({ models, defaultModel }) =>
    modelName(models, defaultModel),
  );
  return isAutomatic && name !== undefined
    ? t('model.automaticNow', { name })
    : t('model.automatic');
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
