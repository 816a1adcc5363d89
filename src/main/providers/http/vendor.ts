/** Whose interface is spoken: told with every error of a call. */
export interface Vendor {
  /** The provider's id. */
  readonly id: string;
  readonly name: string;
}

/** What an error may say about a call besides what the vendor said. */
export interface CallFacts {
  readonly vendor: Vendor;
  /** Of the address that was asked. */
  readonly host: string;
  readonly model?: string;
  readonly now: () => number;
}

/** Whose error it is, as every error says it. */
export function detailsOf({ id, name }: Vendor): { provider: string; providerName: string } {
  return { provider: id, providerName: name };
}

/** Of an address in an error, where a person may have mistyped it. */
export function hostOf(baseUrl: string): string {
  return URL.parse(baseUrl)?.host ?? 'the address in the settings';
}
