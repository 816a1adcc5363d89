import { KeyRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { systemClock } from '../../../shared/clock.ts';
import type { SignInState } from '../../../shared/contract/mcp-sign-in.ts';
import { followStream } from '../../bridge/follow-stream.ts';
import { usePage } from '../../page-context.tsx';
import { SignInDialog } from '../../servers/sign-in/sign-in-dialog.tsx';
import { Button } from '../../ui/button.tsx';

export interface ToolSignInProps {
  readonly server: { readonly id: string; readonly name: string };
}

/** Beside a call that failed for want of it: signing in to its server, without leaving the conversation. */
export function ToolSignIn({ server }: ToolSignInProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 py-1 text-sm">
        <p className="flex min-w-0 items-start gap-2">
          <KeyRound aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {t('servers.signIn.inChat', { name: server.name })}
          </span>
        </p>
        <Button onClick={() => setOpen(true)}>
          {t('servers.signIn.beginOf', { name: server.name })}
        </Button>
      </div>
      {isOpen && <Followed server={server} onClose={() => setOpen(false)} />}
    </>
  );
}

function Followed({ server, onClose }: ToolSignInProps & { readonly onClose: () => void }) {
  const { bridge } = usePage();
  const [state, setState] = useState<SignInState | null>(null);

  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    const { mcp } = bridge.client;
    void followStream({
      connected: bridge.connected,
      open: () => mcp.watch({}, { signal }),
      async onValue(update) {
        const isNews =
          update.type === 'snapshot' ||
          update.events.some(({ type }) => type === 'sign-ins-changed');
        if (!isNews) return;
        const { signIns } = await mcp.signIns(undefined, { signal });
        setState(signIns.find((one) => one.server === server.id) ?? null);
      },
      // The dialog says what keeps a sign-in from being begun.
      onError() {},
      signal,
      clock: systemClock,
      random: Math.random,
    }); // ends with the dialog
    return () => ended.abort();
  }, [bridge, server.id]);

  return state === null ? null : <SignInDialog server={server} state={state} onClose={onClose} />;
}
