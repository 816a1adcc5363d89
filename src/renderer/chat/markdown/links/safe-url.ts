export interface SafeUrl {
  readonly href: string;
  /** What a person should see before they follow it: the host, or the address mail goes to. */
  readonly destination: string;
}

/** Hosts come out in ASCII: `xn--…` where a letter of another alphabet could pass for one of ours. */
export function safeUrl(href: string): SafeUrl | null {
  const url = URL.canParse(href) ? new URL(href) : null;
  switch (url?.protocol) {
    case 'http:':
    case 'https:':
      // A name before an @ is there to be taken for the host.
      if (url.username !== '' || url.password !== '') return null;
      return { href: url.href, destination: url.host };
    case 'mailto:':
      return { href: url.href, destination: url.pathname };
    default:
      return null;
  }
}
