import type { AttemptRecord } from '../../shared/attempt-record.ts';
import type { Effort } from '../../shared/contract/effort.ts';
import type { FinishReason, Message, Part, Usage } from '../../shared/contract/message.ts';
import type { Model } from '../../shared/contract/providers.ts';
import type { Log } from '../host.ts';
import type { Batches } from './batches.ts';
import type { StreamBatch } from './stream-part.ts';

/** A tool as the model is told of it. `inputSchema` is JSON Schema. */
export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

/** The history as the model sees it. Assistant parts keep what the vendor wants back. */
export type ModelMessage = Pick<Message, 'role' | 'parts'>;

export interface ModelRequest {
  readonly model: string;
  readonly systemPrompt: string;
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly ToolDefinition[];
  /**
   * What results of tools hold by their artifact's id, as base64, as far as it fits into a request. An id stands for
   * its bytes, so two requests that differ in nothing else ask the same.
   */
  readonly artifacts?: ReadonlyMap<string, string>;
  /** Ask for thinking where the model can. */
  readonly reasoning: boolean;
  /** How much of it; absent: as the vendor thinks best. */
  readonly effort?: Effort;
  readonly temperature?: number;
  readonly maxOutputTokens?: number;
  /** The vendor may search the web itself, where the model can. */
  readonly webSearch?: boolean;
}

export interface Completion {
  readonly responseId: string | undefined;
  readonly model: string;
  readonly parts: readonly Part[];
  readonly finishReason: FinishReason;
  readonly usage: Usage;
}

export interface CallOptions {
  readonly signal: AbortSignal;
  /** How often the same was asked before, and once more; absent: 1. For the record. */
  readonly attempt?: number;
  /** Told of every attempt that was made for this call, as it ends. */
  readonly onAttempt?: ((attempt: AttemptRecord) => void) | undefined;
}

/** Every model is reached through this. Failures of calls are AppErrors; `stream` yields them. */
export interface Provider {
  readonly id: string;
  readonly name: string;
  /** Asks the vendor. Throws an AppError when it does not answer; the registry then uses the shipped list. */
  models(options: CallOptions): Promise<readonly Model[]>;
  /** Validates key and address with a cheap call; throws an AppError that says what is wrong. */
  check(options: CallOptions): Promise<void>;
  /** Aborting, or leaving the loop, ends the request. Never throws: see StreamPart. */
  stream(request: ModelRequest, options: CallOptions): AsyncIterable<StreamBatch>;
  /** The same answer in one piece; throws an AppError. */
  complete(request: ModelRequest, options: CallOptions): Promise<Completion>;
  countTokens(request: ModelRequest, options: CallOptions): Promise<number>;
  /** Absent: its vendor answers no batches. */
  readonly batches?: Batches;
  dispose(): Promise<void>;
}

/** What a provider is made of; the registry supplies it from settings, secrets and environment. */
export interface ProviderOptions {
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
  /** Sent along with every request, for servers that want more than a key. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the vendor's list said of a model last, to whichever client: one that was just made has no list yet. */
  readonly knownModel?: (model: string) => Model | undefined;
  /** Told facts about what came back, never what it said. */
  readonly log?: Pick<Log, 'info'>;
}

/** One entry of the registry. `load` imports the adapter on first use. */
export interface ProviderEntry {
  readonly id: string;
  readonly name: string;
  /**
   * `local`: a server on this machine, there when it answers. `custom`: described by a person. Absent: a vendor
   * where it needs a key, else it came with Tina.
   */
  readonly kind?: 'local' | 'custom';
  readonly needsKey: boolean;
  /** Of the headers a person wants sent along. */
  readonly headerNames?: readonly string[];
  /** Its vendor counts tokens before they are paid for; else `countTokens` estimates. */
  readonly countsTokens?: boolean;
  /** What a token costs in a batch, as a part of what it costs at once. Absent: its vendor answers no batches. */
  readonly batchPrice?: number;
  /** Where the vendor hands out keys. */
  readonly keyPage?: string;
  /** Absent: it has no address to set. */
  readonly defaultBaseUrl?: string;
  /** Names of environment variables read as defaults; of several for the key, the first that is set. */
  readonly environment?: {
    readonly apiKey?: string | readonly string[];
    readonly baseUrl?: string;
  };
  /** Where that variable for the address may hold something shorter. */
  readonly toBaseUrl?: (said: string) => string;
  /** Shown until, and whenever, the vendor's own list cannot be had. The first is the default. */
  readonly shippedModels: readonly Model[];
  readonly load: () => Promise<(options: ProviderOptions) => Provider>;
}
