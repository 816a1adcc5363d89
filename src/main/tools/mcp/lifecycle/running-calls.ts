import type { McpEvent, RunningCall } from '../../../../shared/contract/mcp-events.ts';

/** The calls that run, as their events tell of them; the oldest first. */
export interface RunningCalls {
  readonly all: readonly RunningCall[];
  apply(event: McpEvent): void;
}

export function createRunningCalls(): RunningCalls {
  const calls = new Map<string, RunningCall>();
  return {
    get all() {
      return [...calls.values()];
    },
    apply(event) {
      switch (event.type) {
        case 'tool-start':
          calls.set(event.call.call, event.call);
          break;
        case 'tool-progress': {
          const call = calls.get(event.call);
          if (call !== undefined) calls.set(event.call, { ...call, progress: event.progress });
          break;
        }
        case 'tool-end':
          calls.delete(event.call);
          break;
        default:
      }
    },
  };
}
