import { useEffect, useState } from 'react';
import type { ResourceTemplate } from '../../shared/contract/mcp-resources.ts';
import { usePage } from '../page-context.tsx';

/** The addresses with gaps of a server; none while nobody knows. What keeps them away is said of its resources too. */
export function useTemplates(server: string, revision: number): readonly ResourceTemplate[] {
  const { bridge } = usePage();
  const [read, setRead] = useState<{
    readonly server: string;
    readonly templates: readonly ResourceTemplate[];
  } | null>(null);

  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    bridge.client.mcp.resourceTemplates({ server }, { signal }).then(
      ({ templates }) => {
        if (!signal.aborted) setRead({ server, templates });
      },
      () => {}, // see above
    );
    return () => ended.abort();
  }, [bridge, server, revision]);

  return read?.server === server ? read.templates : [];
}
