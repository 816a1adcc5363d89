import { hasHidden } from '../../../../shared/hidden-characters.ts';
import { refused } from './bundle-error.ts';

const longestName = 1000;
/** Of one folder or file, in bytes; no file system takes more. */
const longestPart = 255;

/** Windows has these everywhere, whatever follows the first dot. */
const devices = /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)\s*(\.|$)/i;

/**
 * Remembers the names of one bundle and refuses those that could lead out of its folder, mean something else on
 * another system, or fall on one that was there before. Returns the name without the slash that ends a folder's.
 */
export function createNameCheck(): (name: string, isFolder: boolean) => string {
  /** By the name as file systems that know no capital letters have it. */
  const seen = new Map<string, { readonly spelt: string; readonly isFolder: boolean }>();
  return (name, isFolder) => {
    const path = isFolder && name.endsWith('/') ? name.slice(0, -1) : name;
    assertSafe(path);
    const parts = path.split('/');
    for (let count = 1; count <= parts.length; count++) {
      const spelt = parts.slice(0, count).join('/');
      const isLast = count === parts.length;
      const key = spelt.normalize('NFC').toUpperCase().toLowerCase();
      const before = seen.get(key);
      if (before === undefined) seen.set(key, { spelt, isFolder: !isLast || isFolder });
      else if (before.spelt !== spelt || !before.isFolder || (isLast && !isFolder))
        throw refused('bundle-name-twice', name);
    }
    return path;
  };
}

function assertSafe(path: string): void {
  const parts = path.split('/');
  if (path.startsWith('/') || path.includes('\\') || /^[a-z]:/i.test(path) || parts.includes('..'))
    throw refused('bundle-path-outside', path);
  if (path.length > longestName || hasHidden(path) || parts.some((part) => isOdd(part)))
    throw refused('bundle-name-refused', path);
}

/** Windows drops dots and spaces at the end, and what follows a colon is another file. */
function isOdd(part: string): boolean {
  return (
    part === '' ||
    part === '.' ||
    /[. ]$|[:\p{Cc}\p{Cs}]/u.test(part) ||
    devices.test(part) ||
    Buffer.byteLength(part) > longestPart
  );
}
