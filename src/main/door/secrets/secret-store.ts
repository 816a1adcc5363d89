import type { KeyPlace } from '../../host.ts';

/** One file of secrets. */
export interface SecretStore {
  readonly place: KeyPlace;
  /** New ones can be kept here. */
  readonly writable: boolean;
  /** Something in it could not be read; it is left as it is. */
  readonly unreadable: boolean;
  /** What could be read. */
  readonly secrets: ReadonlyMap<string, string>;
  /** It holds this name, readable or not. */
  holds(name: string): boolean;
  /** Replaces all it holds; resolves once that is on disk. */
  write(secrets: ReadonlyMap<string, string>): Promise<void>;
}
