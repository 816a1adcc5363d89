import type { SafeUrl } from './safe-url.ts';

/** What reads as a host: names with dots between them, of which the last is no number. */
const hostLike = /(?:[\p{L}\p{N}-]+\.)+(?=\p{N}*[\p{L}-])[\p{L}\p{N}-]{2,}/gu;
/**
 * What turns letters around, hides between them or is not drawn at all. Joiners are seen where they
 * belong, in emoji and in scripts of joined letters, so they count beside our own letters only.
 */
const unseen =
  /\u00ad|\u061c|[\u115f\u1160]|\u180e|\u200b|[\u200e\u200f]|[\u202a-\u202e]|[\u2060-\u206f]|\u3164|\ufeff|[\u{e0000}-\u{e0fff}]|[ -~][\u200c\u200d]|[\u200c\u200d][ -~]/u;

/**
 * Whether the words of a link could be taken for another place than the one it goes to. In doubt
 * they could: all that follows is that the place is written beside them.
 */
export function misleads(words: string, { destination }: SafeUrl): boolean {
  if (/(?:^|\.)xn--/.test(destination) || hasUnseen(words)) return true;
  const place = destination.toLowerCase().replace(/:\d+$/, '');
  const names = words.toLowerCase().slice(0, lookedAt).match(hostLike) ?? [];
  return names.some((name) => !isPartOf(place, name));
}

const lookedAt = 2_000;

/** `a.example` is where `www.a.example` is, and `www.` may be left out or added. */
function isPartOf(place: string, name: string): boolean {
  const bare = name.replace(/^www\./, '');
  return place === bare || place.endsWith(`.${bare}`) || place.endsWith(`@${bare}`);
}

/** Characters that nobody sees, or that turn the order of others around. */
export function hasUnseen(text: string): boolean {
  return unseen.test(text);
}
