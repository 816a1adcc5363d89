import { ExternalLink } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PendingSignIn, SignInState } from '../../../shared/contract/mcp-sign-in.ts';
import type { WireError } from '../../../shared/errors.ts';
import { toAppError } from '../../bridge/to-app-error.ts';
import { usePage } from '../../page-context.tsx';
import { announce } from '../../ui/announcer.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ClientIdForm } from './client-id-form.tsx';
import { SignInAsks } from './sign-in-asks.tsx';
import { sayFault } from './say-fault.ts';

export interface SignInDialogProps {
  readonly server: { readonly id: string; readonly name: string };
  /** As the core last said it; undefined: nothing yet. */
  readonly state: SignInState | undefined;
  readonly onClose: () => void;
}

/** Where a person would sign in and what for, before anything is opened; then the wait until they come back. */
export function SignInDialog({ server, state, onClose }: SignInDialogProps) {
  const { t } = useTranslation();
  const { mcp } = usePage().bridge.client;
  const { id, name } = server;
  const [pending, setPending] = useState<PendingSignIn | null>(state?.pending ?? null);
  // One that waits already was opened already.
  const [isOpened, setOpened] = useState(pending !== null);
  const [error, setError] = useState<Said | null>(null);
  const begun = useRef(false);
  const failure =
    error ?? (pending !== null && state?.failed?.id === pending.id ? state.failed.error : null);

  async function begin(): Promise<void> {
    setPending(null);
    setOpened(false);
    setError(null);
    try {
      setPending(await mcp.beginSignIn({ server: id }));
    } catch (reason) {
      setError(toAppError(reason));
    }
  }

  const beginOnce = useEffectEvent(() => {
    if (begun.current || pending !== null) return;
    begun.current = true;
    void begin(); // keeps its error itself
  });
  useEffect(() => beginOnce(), []);

  const isDone = pending !== null && state?.done === pending.id;
  const finish = useEffectEvent(() => {
    announce(t('servers.signIn.done', { name }));
    onClose();
  });
  useEffect(() => {
    if (isDone) finish();
  }, [isDone]);

  function cancel(): void {
    if (failure === null) {
      void mcp.cancelSignIn({ server: id }).catch(() => undefined); // it ends by itself, too
      announce(t('servers.signIn.cancelled', { name }));
    }
    onClose();
  }

  return (
    <Dialog
      open
      onOpenChange={(next) => {
        // Who is at it in their browser may close this and is waited for.
        if (!next) (isOpened ? onClose : cancel)();
      }}
      title={t('servers.signIn.title', { name })}
      description={t('servers.signIn.text')}
    >
      {failure === null && pending === null && (
        <p role="status" className="text-sm text-muted">
          {t('servers.signIn.asking')}
        </p>
      )}
      {failure === null && pending !== null && <SignInAsks pending={pending} />}
      {failure !== null && (
        <p role="alert" className="text-sm text-danger [overflow-wrap:anywhere]">
          {sayFault(failure, t)}
        </p>
      )}
      {failure?.details?.['cause'] === 'client-id-needed' && (
        <ClientIdForm server={id} onSaved={() => void begin()} />
      )}
      <p role="status" className="text-sm">
        {isOpened && failure === null ? t('servers.signIn.waiting') : ''}
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={cancel}>{t('cancel')}</Button>
        {failure !== null && (
          <Button look="primary" onClick={() => void begin()}>
            {t('servers.signIn.again')}
          </Button>
        )}
        {failure === null && pending !== null && (
          <a
            href={pending.url}
            target="_blank"
            rel="noopener noreferrer"
            className={`${buttonClass('primary')} min-w-0 whitespace-normal! [overflow-wrap:anywhere]`}
            onClick={() => setOpened(true)}
          >
            {t(isOpened ? 'servers.signIn.openAgain' : 'servers.signIn.open', {
              host: pending.host,
            })}
            <ExternalLink aria-hidden className="size-4 shrink-0" />
          </a>
        )}
      </div>
    </Dialog>
  );
}

type Said = Pick<WireError, 'code' | 'message' | 'details'>;
