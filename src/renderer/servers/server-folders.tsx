import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerConfig } from '../../shared/contract/mcp-server.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Drawn } from './segments.tsx';

/** The folders a server is told of when it asks. */
export function ServerFolders({ config }: { readonly config: ServerConfig }) {
  const { t } = useTranslation();
  const { mcp } = usePage().bridge.client;
  const field = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string | null>(null);
  const { id, roots } = config;

  /** Whether it was done; says why not. */
  async function tried(act: () => Promise<void>): Promise<boolean> {
    setError(null);
    try {
      await act();
      return true;
    } catch (failure) {
      flushSync(() => setError(sayError(toAppError(failure))));
      return false;
    }
  }

  async function add(): Promise<void> {
    const input = field.current;
    const folder = input?.value.trim() ?? '';
    if (input === null) return;
    if (folder !== '' && (await tried(() => mcp.grantFolder({ server: id, folder })))) {
      input.value = '';
      announce(t('servers.folders.added', { folder }));
    }
    input.focus();
  }

  async function remove(folder: string): Promise<void> {
    if (!(await tried(() => mcp.withdrawFolder({ server: id, folder })))) return;
    announce(t('servers.folders.removed', { folder }));
    // Its button goes.
    field.current?.focus();
  }

  return (
    <div className="flex flex-col gap-3 text-sm">
      <p className="text-muted">
        {t(
          config.transport.type === 'http' ? 'servers.folders.hintRemote' : 'servers.folders.hint',
        )}
      </p>
      {roots.length === 0 ? (
        <p>{t('servers.folders.none')}</p>
      ) : (
        <ul
          aria-label={t('servers.folders.list')}
          className="divide-y divide-border rounded-lg border border-border"
        >
          {roots.map((folder) => (
            <li key={folder} className="flex items-center justify-between gap-2 py-1 pr-1 pl-3">
              <span className="min-w-0 font-mono text-xs">
                <Drawn text={folder} />
              </span>
              <IconButton
                icon={X}
                label={t('servers.folders.remove', { folder })}
                onClick={() => void remove(folder)} // keeps its error itself
              />
            </li>
          ))}
        </ul>
      )}
      <form
        noValidate
        autoComplete="off"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void add(); // keeps its error itself
        }}
        onInput={() => setError(null)}
        className="flex flex-col items-start gap-2"
      >
        <TextField
          ref={field}
          label={t('servers.folders.path')}
          hint={t('servers.folders.pathHint', { example: '/home/me/notes' })}
          error={error}
          spellCheck={false}
          autoCapitalize="none"
          maxLength={4096}
          className="w-full [&_input]:font-mono"
        />
        <Button type="submit">{t('servers.folders.add')}</Button>
      </form>
    </div>
  );
}
