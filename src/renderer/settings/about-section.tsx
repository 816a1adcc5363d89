import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { usePage } from '../page-context.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Section } from './section.tsx';
import { Setting } from './setting.tsx';

export function AboutSection() {
  const { t } = useTranslation();
  const info = useInfo();
  return (
    <Section name="about">
      <Setting
        id="version"
        label={t('settings.items.version.label')}
        control={<p className="text-sm tabular-nums">{info?.version}</p>}
      />
      <Setting
        id="folder"
        label={t('settings.items.folder.label')}
        hint={t('settings.items.folder.hint')}
      >
        {info !== null && (
          <p className="flex items-center gap-1 text-sm">
            <code className="min-w-0 font-mono text-xs [overflow-wrap:anywhere]">
              {info.dataDir}
            </code>
            <CopyButton text={() => info.dataDir} label={t('settings.items.folder.copy')} />
          </p>
        )}
      </Setting>
      <Setting
        id="licence"
        label={t('settings.items.licence.label')}
        hint={t('settings.items.licence.hint')}
      />
    </Section>
  );
}

function useInfo(): { readonly version: string; readonly dataDir: string } | null {
  const { bridge } = usePage();
  const isConnected = useStore(bridge.connection, ({ status }) => status === 'connected');
  const [info, setInfo] = useState<{ version: string; dataDir: string } | null>(null);

  useEffect(() => {
    if (!isConnected) return;
    let isCurrent = true;
    bridge.client.app.info().then(
      (read) => isCurrent && setInfo(read),
      () => {
        // The lines stay empty; a lost connection is said for the whole page.
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [bridge, isConnected]);

  return info;
}
