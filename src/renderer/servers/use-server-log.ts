import { useEffect, useRef, useState } from 'react';
import { systemClock } from '../../shared/clock.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { emptyLog } from './log-window.ts';
import type { LogWindow } from './log-window.ts';
import { readLog } from './read-log.ts';
import type { LogReader } from './read-log.ts';

/** While the end is followed; who looks at older lines keeps all they have seen. */
const keptAtEnd = 1_000;
const mostKept = 10_000;

export interface ServerLogState {
  /** null: not read yet. */
  readonly log: LogWindow | null;
  readonly error: string | null;
  readonly readEarlier: () => Promise<void>;
}

/** The log of a server as it grows. `newest` says that there is more. */
export function useServerLog(
  server: string,
  newest: number | undefined,
  isFollowing: boolean,
): ServerLogState {
  const { bridge } = usePage();
  const [log, setLog] = useState<LogWindow | null>(null);
  const [error, setError] = useState<string | null>(null);
  const reader = useRef<LogReader | null>(null);
  const follows = useRef(isFollowing);

  useEffect(() => {
    follows.current = isFollowing;
  }, [isFollowing]);

  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    reader.current = readLog({
      read: (wish) =>
        bridge.client.mcp.log({ server, ...wish }, { signal }).then((page) => {
          setLog((before) => before ?? emptyLog);
          setError(null);
          return page;
        }),
      onChange: setLog,
      onError: (failure) => setError(sayError(failure)),
      keep: () => (follows.current ? keptAtEnd : mostKept),
      clock: systemClock,
      signal,
    });
    reader.current.poke();
    return () => ended.abort();
  }, [bridge, server]);

  useEffect(() => reader.current?.poke(), [newest]);

  return {
    log,
    error,
    readEarlier: () => reader.current?.readEarlier() ?? Promise.resolve(),
  };
}
