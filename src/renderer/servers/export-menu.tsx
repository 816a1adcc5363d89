import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { MenuAt, MenuItem } from '../ui/menu.tsx';
import { formatNames, formats } from './formats.ts';
import { useExportServers } from './use-export-servers.ts';

/** All servers as a file of another application, without secrets. */
export function ExportMenu() {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);

  const save = useExportServers();

  return (
    <>
      <Button
        ref={button}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t('servers.export.label')}
      </Button>
      {isOpen && (
        <MenuAt
          anchor={button}
          label={t('servers.export.label')}
          onClose={() => setOpen(false)}
          returnsFocus={() => true}
        >
          {formats.map((format) => (
            <MenuItem key={format} onChoose={() => void save(format)}>
              {t('servers.export.as', { format: formatNames[format] })}
            </MenuItem>
          ))}
        </MenuAt>
      )}
    </>
  );
}
