import { useEffect, useState } from 'react';
import { systemClock } from '../../shared/clock.ts';
import type { McpUpdate } from '../../shared/contract/mcp-events.ts';
import type { FollowedResource } from '../../shared/contract/mcp-resources.ts';
import type { Bridge } from '../bridge/bridge.ts';
import { followStream } from '../bridge/follow-stream.ts';
import { usePage } from '../page-context.tsx';

const none: readonly FollowedResource[] = [];

/** What is followed, of whichever server, kept up to date. */
export function useFollowedResources(): readonly FollowedResource[] {
  const { bridge } = usePage();
  const [followed, setFollowed] = useState(none);

  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    void followStream({
      connected: (left) => bridge.connected(left),
      open: (left) => changes(bridge.client, left),
      async onValue() {
        const { resources } = await bridge.client.mcp.followedResources(undefined, { signal });
        if (!signal.aborted) setFollowed(resources);
      },
      onError() {}, // what was known stays
      signal,
      clock: systemClock,
      random: Math.random,
    }); // ends with the effect
    return () => ended.abort();
  }, [bridge]);

  return followed;
}

/** One for each time it is to be read again. */
async function* changes(
  client: Bridge['client'],
  signal: AbortSignal,
): AsyncGenerator<McpUpdate, void, void> {
  for await (const update of await client.mcp.watch({}, { signal }))
    if (matters(update)) yield update;
}

function matters(update: McpUpdate): boolean {
  return (
    update.type === 'snapshot' ||
    update.events.some(({ type }) => type === 'resource-updated' || type === 'resources-changed')
  );
}
