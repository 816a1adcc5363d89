import type { ProviderInfo } from '../settings/provider-types.ts';

/** Who gets what is sent: the vendor, or the server that was put in its place. undefined: nobody elsewhere. */
export function recipientOf({ name, kind, baseUrl }: ProviderInfo): string | undefined {
  if (kind === 'built-in') return undefined;
  if (baseUrl === null || baseUrl.from === 'default' || !URL.canParse(baseUrl.value)) return name;
  return new URL(baseUrl.value).host;
}
