export interface SafeUrl {
  readonly href: string;
  /** What a person should see before they follow it: the host, or the address mail goes to. */
  readonly destination: string;
}

/** Only the web and mail, and only with a full address; everything else is text. */
export function safeUrl(href: string): SafeUrl | null {
  const url = URL.canParse(href) ? new URL(href) : null;
  switch (url?.protocol) {
    case 'http:':
    case 'https:':
      return { href: url.href, destination: url.host };
    case 'mailto:':
      return { href: url.href, destination: url.pathname };
    default:
      return null;
  }
}
