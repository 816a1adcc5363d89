import { CircleCheck, CircleDashed, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePage } from '../page-context.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import type { ProviderInfo } from './provider-types.ts';
import { useReloadProviders } from './use-reload-providers.ts';

/** Whether a program that serves models on this computer was found, and the way to look again. */
export function LocalServer({ provider }: { readonly provider: ProviderInfo }) {
  const { t } = useTranslation();
  const { providers } = usePage();
  const reload = useReloadProviders();
  const [isLooking, setLooking] = useState(false);
  const { name, ready } = provider;
  const Icon = ready ? CircleCheck : CircleDashed;

  async function look(): Promise<void> {
    if (isLooking) return;
    setLooking(true);
    await providers.refreshModels();
    await reload();
    setLooking(false);
    const now = providers.store.getState().providers?.find(({ id }) => id === provider.id);
    announce(t(now?.ready === true ? 'settings.local.found' : 'settings.local.notFound', { name }));
  }

  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="flex min-w-0 flex-1 basis-60 gap-2 text-sm">
        <Icon
          aria-hidden
          className={`mt-0.5 size-4 shrink-0 ${ready ? 'text-success' : 'text-muted'}`}
        />
        <span className="min-w-0">
          {t(ready ? 'settings.local.found' : 'settings.local.notFoundLong', { name })}
        </span>
      </p>
      {/* Not disabled while it runs, which would take the focus away. */}
      <Button aria-disabled={isLooking} onClick={() => void look()}>
        <RotateCcw aria-hidden className="size-4" />
        {t(isLooking ? 'settings.local.looking' : 'settings.local.look')}
      </Button>
    </div>
  );
}
