export interface ShownAddress {
  /** What stands before the host, and after it. */
  readonly before: string;
  readonly host: string;
  readonly after: string;
  /** Letters of other alphabets are written out as `xn--`: they may look like those of another name. */
  readonly isForeign: boolean;
}

/** An address in three pieces, as the core has checked and written it. */
export function shownAddress(address: string): ShownAddress {
  const { host, protocol } = new URL(address);
  const before = `${protocol}//`;
  return {
    before,
    host,
    after: address.slice(before.length + host.length),
    isForeign: /(?:^|\.)xn--/.test(host),
  };
}
