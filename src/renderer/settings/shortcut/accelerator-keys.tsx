import { useTranslation } from 'react-i18next';
import { Keys } from '../../commands/key-names.tsx';
import { isMac } from '../../commands/shortcut.ts';
import { acceleratorKeys } from './accelerator.ts';

export const onMac = isMac(navigator.userAgent);

/** The shortcut of the quick prompt as it is printed on the keys. */
export function AcceleratorKeys({ accelerator }: { readonly accelerator: string }) {
  const { t } = useTranslation();
  const nameOf = (key: string) => {
    switch (key) {
      case 'CommandOrControl':
        return t('keys.control');
      case 'Shift':
        return t('keys.shift');
      case 'Space':
        return t('settings.shortcut.space');
      default:
        return key;
    }
  };
  return <Keys keys={acceleratorKeys(accelerator, onMac, nameOf)} />;
}
