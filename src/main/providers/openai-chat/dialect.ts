import type { Model } from '../../../shared/contract/providers.ts';
import type { ErrorVocabulary } from '../http/answer-error.ts';
import type { Fields } from '../http/fields.ts';
import type { Vendor } from '../http/vendor.ts';
import type { ModelRequest } from '../provider.ts';
import type { RateLimits } from '../rate-limits.ts';
import type { LookUp } from './look-up.ts';
import type { KeptThought } from './vendor-data.ts';

/** How one vendor speaks chat completions: where it differs from the others, and nothing else. */
export interface Dialect {
  readonly vendor: Vendor;
  readonly defaultBaseUrl: string;
  /** Where under the address the interface begins. Not added to an address that ends with it already. */
  readonly path?: string;
  readonly errors: ErrorVocabulary;
  readonly limitsOf?: (headers: Headers, now: number) => RateLimits | undefined;
  readonly requestIdHeader: string;
  /** Asked with GET to see whether the key works. */
  readonly checkPath: string;
  /** Sees by another way whether the key works. */
  readonly check?: (lookUp: LookUp) => Promise<void>;
  /** Shown, and relied on, until the vendor's own list is there. */
  readonly shippedModels: readonly Model[];
  /** A model as it is listed; undefined for one that does not chat, and for what makes no sense. */
  readonly toModel: (entry: unknown) => Model | undefined;
  /** Asks the server for its list by another way than GET /models. */
  readonly listModels?: (lookUp: LookUp) => Promise<readonly Model[]>;

  /** It takes many prompts at once, in files as OpenAI does. */
  readonly hasBatches?: boolean;
  readonly maxTokensField: 'max_tokens' | 'max_completion_tokens';
  /** It counts tokens in a stream only where it is asked to. */
  readonly asksForUsage: boolean;
  readonly asksForParallelCalls: boolean;
  /** How it takes a PDF; absent: not at all. */
  readonly pdf?: 'file' | 'document_url';
  /** What stands for “nothing said” beside tool calls. */
  readonly emptyContent: '' | null;
  /** Marks an answer that the model is to go on with. */
  readonly continues?: Fields;
  /** Ids of calls as it takes them. The same id must always become the same. */
  readonly toCallId: (id: string) => string;
  /** Thoughts in the middle of the text, between `<think>` and `</think>`. */
  readonly splitsThinking?: boolean;
  /** Absent: it does not want its model's thoughts back. */
  readonly thoughts?: ThoughtRules;
  /** Further fields of a request: how it is told to think. */
  readonly requestFields?: (request: ModelRequest, model: Model | undefined) => Fields;
  /** Tools that the vendor runs itself, as the request names them. */
  readonly ownTools?: (request: ModelRequest, model: Model | undefined) => readonly Fields[];
}

/** How a model's thoughts go back to it. Only those it thought itself are ever sent. */
export interface ThoughtRules {
  /** `tool-turns`: of every turn in which a tool was called. */
  readonly of: 'all' | 'this-turn' | 'tool-turns';
  /** The fields of an assistant's message that carry them; also asked where there are none. */
  readonly toFields: (thoughts: readonly KeptThought[], text: string) => Fields;
}
