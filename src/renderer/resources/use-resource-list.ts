import { useEffect, useState } from 'react';
import type { ServerResource } from '../../shared/contract/mcp-resources.ts';
import type { AppError } from '../../shared/errors.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { usePage } from '../page-context.tsx';

/** At a time. */
const pageLength = 50;
/** So long nothing is typed before anybody searches, in ms. */
const quietMs = 150;

interface Found {
  readonly server: string;
  readonly query: string;
  readonly resources: readonly ServerResource[];
  readonly total: number;
  readonly hasMore: boolean;
  readonly canFollow: boolean;
}

export interface ResourceList {
  /** null: not read yet. What was found before stays until the next is there. */
  readonly found: Found | null;
  readonly isLoading: boolean;
  readonly error: AppError | null;
  readonly loadMore: () => void;
}

/** What a server lists that has all words of the query; read again with another `revision`. */
export function useResourceList(server: string, query: string, revision: number): ResourceList {
  const { bridge } = usePage();
  const [found, setFound] = useState<Found | null>(null);
  const [isLoading, setLoading] = useState(true);
  const [error, setError] = useState<AppError | null>(null);
  const [length, setLength] = useState(pageLength);

  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    async function read(): Promise<void> {
      setLoading(true);
      try {
        const pages: ServerResource[] = [];
        for (;;) {
          const page = await bridge.client.mcp.resources(
            { server, query, offset: pages.length, limit: Math.min(200, length - pages.length) },
            { signal },
          );
          pages.push(...page.resources);
          if (signal.aborted) return;
          setFound({ server, query, ...page, resources: pages });
          if (pages.length >= Math.min(length, page.total) || page.resources.length === 0) break;
        }
        setError(null);
      } catch (failure) {
        if (!signal.aborted) setError(toAppError(failure));
      } finally {
        if (!signal.aborted) setLoading(false);
      }
    }
    const timer = setTimeout(() => void read(), query === '' ? 0 : quietMs); // keeps its error itself
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [bridge, server, query, length, revision]);

  return {
    found: found?.server === server ? found : null,
    isLoading,
    error,
    loadMore: () => setLength(length + 2 * pageLength),
  };
}
