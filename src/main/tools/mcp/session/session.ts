import { AppError } from '../../../../shared/errors.ts';
import type { ErrorDetails } from '../../../../shared/errors.ts';
import type { Connection } from '../lifecycle/connection.ts';
import type { ToolDefinition } from '../trust/pins.ts';

/** What a server says of itself when it is connected. */
export interface ServerFacts {
  readonly name: string;
  readonly version: string | undefined;
  /** How its tools are meant to be used, in its own words. */
  readonly instructions: string | undefined;
  /** What it can do, by name: `tools`, `prompts`, `resources`, `completions`, `logging`. The values as they came. */
  readonly capabilities: Readonly<Record<string, unknown>>;
}

export interface ToolCall {
  readonly name: string;
  readonly input: unknown;
  /** What the events about it call it. */
  readonly call: string;
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
  /**
   * The result as it came. What the server refuses in words is a result that failed, so that the model can act on it.
   * Rejects with `UrlsNeeded` where it did nothing, because a person has to go somewhere first.
   */
  callTool(call: ToolCall): Promise<unknown>;
  /** Any other request; the result as it came. */
  request(method: string, params: JsonObject | undefined, signal: AbortSignal): Promise<unknown>;
  notify(method: string, params?: JsonObject): Promise<void>;
  /** Told of every such note of the server, until what it returns is called. */
  onNotification(method: string, listener: (params: unknown) => void): () => void;
  /** For a request that says so: told of its progress, as it came, until `end` is called. */
  expectProgress(onProgress: (progress: unknown) => void): ExpectedProgress;
}

export interface ExpectedProgress {
  /** Goes with the request, in its `_meta.progressToken`. */
  readonly token: string;
  readonly end: () => void;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** What a server has lists of. */
export type Listed = 'tools' | 'prompts' | 'resources';

/** What a server says without being asked. */
export interface SessionEvents {
  readonly onListChanged: (what: Listed) => void;
  readonly onResourceUpdated: (uri: string) => void;
  /** What a person was sent to an address for is done. */
  readonly onElicitationComplete: (elicitationId: string) => void;
  /** A line of its own log. */
  readonly onLog: (line: string) => void;
}

/**
 * Answers what a server asks. `signal`: the server, or the connection, is gone and nobody waits any more. What it
 * rejects with the server is told: the code and the words of a `RefusedRequest`, nothing of any other error.
 */
export type AnswerRequest = (params: unknown, signal: AbortSignal) => Promise<JsonObject>;

/** What a server may ask of us. What does not stand here, no server is offered. */
export interface HostAbilities {
  /** As they are told to a server when it is connected. */
  readonly capabilities: JsonObject;
  /** By method. */
  readonly answers: Readonly<Record<string, AnswerRequest>>;
}

/** A request of a server that is not done, in words for the server. */
export class RefusedRequest extends Error {
  /** Of JSON-RPC. */
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'RefusedRequest';
    this.code = code;
  }
}

/** A request that was refused because a person has to go to some addresses before it is made again. */
export class UrlsNeeded extends AppError {
  /** What the server said of them, as it came. */
  readonly data: unknown;

  constructor(details: ErrorDetails, data: unknown) {
    super('mcp-request-failed', 'The server refused the request.', { details });
    this.data = data;
  }
}
