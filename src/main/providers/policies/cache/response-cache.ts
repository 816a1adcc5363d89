/** Where answers are kept for a request that is made again word for word. Bounded by whoever keeps them. */
export interface ResponseCache {
  /** What `put` was given; null: it is not there, or not any more. */
  get(key: string): Promise<string | null>;
  put(entry: {
    readonly key: string;
    readonly conversationId: string;
    /** JSON. */
    readonly parts: string;
    /** Ms since 1970. */
    readonly at: number;
  }): Promise<void>;
  /** Of one conversation, or of all. */
  clear(conversationId?: string): Promise<void>;
}
