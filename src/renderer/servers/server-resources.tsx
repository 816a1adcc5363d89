import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerConfig } from '../../shared/contract/mcp-server.ts';
import type { ServerResource } from '../../shared/contract/mcp-resources.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { ResourceDialog } from '../chat/attachment/resource-dialog.tsx';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { ResourceBrowser } from '../resources/resource-browser.tsx';
import { useFollowedResources } from '../resources/use-followed.ts';
import { usePreview } from '../resources/use-preview.ts';
import { Button } from '../ui/button.tsx';
import { useServersState } from './servers-context.tsx';

/** The resources of a server. One that does not run is only started for them when it is asked for. */
export function ServerResources({ config }: { readonly config: ServerConfig }) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const isUp = useServersState(({ live }) =>
    ['ready', 'degraded'].includes(live?.servers[config.id]?.status.state ?? ''),
  );
  if (isUp || isAsked) return <Resources server={config.id} />;
  return (
    <>
      <p className="text-sm text-muted">{t('resources.notRunning')}</p>
      <Button className="self-start" disabled={!config.enabled} onClick={() => setAsked(true)}>
        {t('resources.ask')}
      </Button>
    </>
  );
}

function Resources({ server }: { readonly server: string }) {
  const { t } = useTranslation();
  const revision = useServersState(({ live }) => live?.resourceRevisions[server] ?? 0);
  const preview = usePreview();
  const followed = useFollowedResources().filter((one) => one.server === server);
  const { setFollowing, error } = useFollowing(server);
  const changed = new Set(followed.filter((one) => one.changed).map(({ uri }) => uri));
  const following = new Set(followed.map(({ uri }) => uri));
  return (
    <>
      <p className="text-sm text-muted">{t('resources.hint')}</p>
      {(error ?? preview.error) !== null && (
        <p role="alert" className="text-sm text-danger">
          {error ?? preview.error}
        </p>
      )}
      <ResourceBrowser
        server={server}
        revision={revision}
        doing={t('resources.look')}
        isBusy={preview.isReading}
        onMade={(made) => void preview.read(server, made)} // keeps its error itself
        renderActions={(resource, canFollow) => (
          <>
            {changed.has(resource.uri) && (
              <span className="text-xs text-warning">{t('resources.changed')}</span>
            )}
            {(canFollow || following.has(resource.uri)) && (
              <FollowSwitch
                resource={resource}
                isOn={following.has(resource.uri)}
                onChange={(isOn) => void setFollowing(resource.uri, isOn)} // keeps its error itself
              />
            )}
            <Button
              data-resource-step
              aria-label={t('resources.lookAt', { title: resource.title })}
              onClick={() => void preview.read(server, resource)} // keeps its error itself
            >
              {t('resources.look')}
            </Button>
          </>
        )}
      />
      {preview.part !== null && <ResourceDialog part={preview.part} onClose={preview.close} />}
    </>
  );
}

interface FollowSwitchProps {
  readonly resource: ServerResource;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function FollowSwitch({ resource, isOn, onChange }: FollowSwitchProps) {
  const { t } = useTranslation();
  return (
    <label className="flex min-h-8 items-center gap-2 text-xs pointer-coarse:min-h-11">
      <input
        type="checkbox"
        role="switch"
        aria-label={t('resources.followOf', { title: resource.title })}
        checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 shrink-0"
      />
      {t('resources.follow')}
    </label>
  );
}

/** Switches it, and says what kept it from being switched. */
function useFollowing(server: string) {
  const { bridge } = usePage();
  const [error, setError] = useState<string | null>(null);
  return {
    error,
    async setFollowing(uri: string, isOn: boolean): Promise<void> {
      setError(null);
      const { followResource, unfollowResource } = bridge.client.mcp;
      try {
        await (isOn ? followResource : unfollowResource)({ server, uri });
      } catch (failure) {
        setError(sayError(toAppError(failure)));
      }
    },
  };
}
