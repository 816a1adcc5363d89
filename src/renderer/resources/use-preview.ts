import { useState } from 'react';
import type { ResourcePart } from '../../shared/contract/message.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import type { Readable } from './resource-browser.tsx';

export interface Preview {
  /** What was read; null: nothing is looked at. */
  readonly part: ResourcePart | null;
  readonly isReading: boolean;
  readonly error: string | null;
  readonly read: (server: string, resource: Readable) => Promise<void>;
  readonly close: () => void;
}

/** Reads a resource to be looked at. */
export function usePreview(): Preview {
  const { bridge } = usePage();
  const [part, setPart] = useState<ResourcePart | null>(null);
  const [isReading, setReading] = useState(false);
  const [error, setError] = useState<string | null>(null);
  return {
    part,
    isReading,
    error,
    close: () => setPart(null),
    async read(server, { uri, title }) {
      if (isReading) return;
      setReading(true);
      setError(null);
      try {
        setPart((await bridge.client.mcp.previewResource({ server, uri, name: title })).resource);
      } catch (failure) {
        setError(sayError(toAppError(failure)));
      } finally {
        setReading(false);
      }
    },
  };
}
