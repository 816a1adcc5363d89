import { useEffect, useRef, useState } from 'react';
import type { DragEvent } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { BundleLook } from '../../shared/contract/mcp-bundles.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Meter } from '../ui/meter.tsx';
import { BundleForm } from './bundle-form.tsx';
import { dropBundle, sendBundle, UnreadableFile } from './send-bundle.ts';

interface Found {
  readonly upload: string;
  readonly look: BundleLook;
}

/** A server that comes as a file: chosen or dropped, looked at, and then added. */
export function AddBundle({
  onAdded,
}: {
  readonly onAdded: (server: string, name: string) => Promise<void>;
}) {
  const { t } = useTranslation();
  const { client } = usePage().bridge;
  const picker = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLDivElement>(null);
  const reading = useRef<AbortController>(null);
  const kept = useRef<string>(null);
  const [sending, setSending] = useState<{ readonly file: string; readonly part: number } | null>(
    null,
  );
  const [found, setFound] = useState<Found | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);

  useEffect(
    () => () => {
      reading.current?.abort();
      if (kept.current !== null) dropBundle({ mcpBundles: client.mcpBundles }, kept.current);
    },
    [client],
  );

  function forget(): void {
    reading.current?.abort();
    if (kept.current !== null) dropBundle(client, kept.current);
    kept.current = null;
    if (picker.current !== null) picker.current.value = '';
    setFound(null);
    setError(null);
  }

  async function read(file: File): Promise<void> {
    forget();
    const left = new AbortController();
    reading.current = left;
    setSending({ file: file.name, part: 0 });
    announce(t('servers.bundle.reading', { file: file.name }));
    try {
      const onSent = (bytes: number) => setSending({ file: file.name, part: bytes / file.size });
      const upload = await sendBundle(client, file, onSent, left.signal);
      kept.current = upload;
      const look = await client.mcpBundles.look({ upload }, { signal: left.signal });
      if (left.signal.aborted) return;
      flushSync(() => {
        setSending(null);
        setFound({ upload, look });
      });
      area.current?.querySelector<HTMLElement>('h3')?.focus();
    } catch (failure) {
      if (left.signal.aborted) return;
      const { name } = file;
      forget();
      setSending(null);
      setError(
        failure instanceof UnreadableFile
          ? t('servers.bundle.unreadable', { file: name })
          : sayError(toAppError(failure)),
      );
    }
  }

  function take(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined) void read(file); // says its error
  }

  return (
    <div ref={area} className="flex flex-col gap-4">
      <div
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes('Files')) return;
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={take}
        className={classNames(
          'flex flex-col items-start gap-3 rounded-xl border border-dashed p-6 text-sm',
          isOver ? 'border-accent bg-hover' : 'border-border-strong',
        )}
      >
        <input
          ref={picker}
          type="file"
          accept=".mcpb,.dxt"
          aria-label={t('servers.bundle.choose')}
          tabIndex={-1}
          className="hidden"
          onChange={({ target }) => {
            const file = target.files?.[0];
            if (file !== undefined) void read(file); // says its error
          }}
        />
        <div className="flex flex-wrap items-center gap-3">
          <Button
            look={found === null ? 'primary' : 'plain'}
            onClick={() => picker.current?.click()}
          >
            {t(found === null ? 'servers.bundle.choose' : 'servers.bundle.another')}
          </Button>
          <span className="text-muted pointer-coarse:hidden">{t('servers.bundle.drop')}</span>
        </div>
        <p className="text-xs text-muted">{t('servers.bundle.hint')}</p>
        {sending !== null && (
          <div className="w-full">
            <p className="[overflow-wrap:anywhere]">
              {t('servers.bundle.reading', { file: sending.file })}
            </p>
            <Meter
              label={t('servers.bundle.reading', { file: sending.file })}
              value={sending.part}
              of={1}
            />
          </div>
        )}
        {error !== null && (
          <p role="alert" className="[overflow-wrap:anywhere] text-danger">
            {error}
          </p>
        )}
      </div>
      {found !== null && (
        <BundleForm
          key={found.upload}
          look={found.look}
          onAdd={async (inputs, secrets) => {
            const { upload, look } = found;
            const { server } = await client.mcpBundles.add({ upload, inputs, secrets });
            kept.current = null;
            await onAdded(server, look.name.map(({ text }) => text).join(''));
          }}
        />
      )}
    </div>
  );
}
