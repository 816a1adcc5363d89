import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerConfig } from '../../../shared/contract/mcp-server.ts';
import type { SignInState } from '../../../shared/contract/mcp-sign-in.ts';
import { toAppError } from '../../bridge/to-app-error.ts';
import { sayError } from '../../i18n/say-core.ts';
import { usePage } from '../../page-context.tsx';
import { Button } from '../../ui/button.tsx';
import { useServerActions } from '../server-actions.tsx';
import { sayFault } from './say-fault.ts';

export interface SignInPanelProps {
  readonly config: ServerConfig;
  readonly state: SignInState;
}

/** Whether somebody is signed in, what they allowed, and the way in and out. */
export function SignInPanel({ config, state }: SignInPanelProps) {
  const { t } = useTranslation();
  const { mcp } = usePage().bridge.client;
  const { signIn } = useServerActions();
  const [said, setSaid] = useState<string | null>(null);
  const [isLeaving, setLeaving] = useState(false);
  const { signedIn, wantsMore, pending, failed } = state;

  async function signOut(): Promise<void> {
    setSaid(null);
    setLeaving(true);
    try {
      const { told } = await mcp.signOut({ server: config.id });
      setSaid(t(`servers.signIn.out.${told}`));
    } catch (failure) {
      setSaid(sayError(toAppError(failure)));
    }
    setLeaving(false);
  }

  return (
    <div className="flex flex-col items-start gap-3 text-sm">
      {signedIn === null ? (
        <p>{t('servers.signIn.nobody')}</p>
      ) : (
        <>
          <p className="[overflow-wrap:anywhere]">
            {t('servers.signIn.signedIn', { host: signedIn.host })}
          </p>
          {signedIn.scopes.length > 0 && (
            <p className="[overflow-wrap:anywhere] text-muted">
              {t('servers.signIn.allowed')}{' '}
              <span className="font-mono">{signedIn.scopes.join(' ')}</span>
            </p>
          )}
        </>
      )}
      {wantsMore && <p className="text-warning">{t('servers.signIn.wantsMore')}</p>}
      {pending !== null && <p>{t('servers.signIn.waiting')}</p>}
      {failed !== null && pending === null && (
        <p className="text-danger [overflow-wrap:anywhere]">{sayFault(failed.error, t)}</p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => signIn(config)}>
          {t(
            pending !== null
              ? 'servers.signIn.goOn'
              : signedIn === null
                ? 'servers.signIn.begin'
                : wantsMore
                  ? 'servers.signIn.allowMore'
                  : 'servers.signIn.beginAgain',
          )}
        </Button>
        {signedIn !== null && (
          <Button
            aria-disabled={isLeaving}
            onClick={() => {
              if (!isLeaving) void signOut(); // says its error
            }}
          >
            {t('servers.signIn.signOut')}
          </Button>
        )}
      </div>
      <p role="status" className="text-muted">
        {said}
      </p>
    </div>
  );
}
