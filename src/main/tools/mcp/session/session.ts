import type { Connection } from '../lifecycle/connection.ts';
import type { ToolDefinition } from '../trust/pins.ts';

/** What a server says of itself when it is connected. */
export interface ServerFacts {
  readonly name: string;
  readonly version: string | undefined;
  /** How its tools are meant to be used, in its own words. */
  readonly instructions: string | undefined;
  readonly hasTools: boolean;
}

export interface ToolCall {
  readonly name: string;
  readonly input: unknown;
  /** Aborted, the server is told that nobody waits any more. */
  readonly signal: AbortSignal;
  /** With each note of the server, as it came. */
  readonly onProgress: (progress: unknown) => void;
}

/**
 * One conversation with one server, whichever era it is of. What comes from the server is `unknown` wherever nobody
 * has looked at it yet. Requests reject with an AppError (`mcp-request-failed`, `mcp-connection-failed`) or with the
 * reason of their signal.
 */
export interface McpSession extends Connection {
  readonly facts: ServerFacts;
  /** All pages of them; what cannot be a tool is left out. */
  listTools(signal: AbortSignal): Promise<readonly ToolDefinition[]>;
  /** The result as it came. What the server refuses in words is a result that failed, so that the model can act on it. */
  callTool(call: ToolCall): Promise<unknown>;
}

/** What a server says without being asked. */
export interface SessionEvents {
  readonly onToolsChanged: () => void;
  /** A line of its own log. */
  readonly onLog: (line: string) => void;
}
