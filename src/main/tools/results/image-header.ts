export interface ImageHeader {
  /** As its bytes say: what a server calls it may be wrong, and vendors refuse it then. */
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  readonly width: number;
  readonly height: number;
}

/** What the first bytes say of an image that every vendor takes; null for any other, and for one that is cut off. */
export function imageHeader(bytes: Uint8Array): ImageHeader | null {
  const header = png(bytes) ?? gif(bytes) ?? jpeg(bytes) ?? webp(bytes);
  // Past the end of the bytes a number is NaN, which is not larger than 0 either.
  return header !== null && header.width > 0 && header.height > 0 ? header : null;
}

/** PNG 3rd edition §5.2 and §11.2.1. */
function png(bytes: Uint8Array): ImageHeader | null {
  if (!says(bytes, 0, '\x89PNG\r\n\x1a\n') || !says(bytes, 12, 'IHDR')) return null;
  return { mediaType: 'image/png', width: big(bytes, 16, 4), height: big(bytes, 20, 4) };
}

/** GIF89a §17 and §18. */
function gif(bytes: Uint8Array): ImageHeader | null {
  if (!says(bytes, 0, 'GIF87a') && !says(bytes, 0, 'GIF89a')) return null;
  return { mediaType: 'image/gif', width: little(bytes, 6, 2), height: little(bytes, 8, 2) };
}

/** ITU-T T.81 annex B: segment after segment until the one that begins the frame. */
function jpeg(bytes: Uint8Array): ImageHeader | null {
  if (!says(bytes, 0, '\xff\xd8\xff')) return null;
  for (let at = 2; at < bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
    } else if (isFrame(marker)) {
      return {
        mediaType: 'image/jpeg',
        width: big(bytes, at + 7, 2),
        height: big(bytes, at + 5, 2),
      };
    } else {
      const length = big(bytes, at + 2, 2);
      if (!(length >= 2)) return null;
      at += 2 + length;
    }
  }
  return null;
}

/** SOF0 to SOF15, but for the three of these numbers that are something else. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** RFC 9649 §2.4 to §2.7. */
function webp(bytes: Uint8Array): ImageHeader | null {
  if (!says(bytes, 0, 'RIFF') || !says(bytes, 8, 'WEBP')) return null;
  const mediaType = 'image/webp';
  if (says(bytes, 12, 'VP8X'))
    return { mediaType, width: little(bytes, 24, 3) + 1, height: little(bytes, 27, 3) + 1 };
  if (says(bytes, 12, 'VP8L')) {
    const sizes = little(bytes, 21, 4);
    return { mediaType, width: (sizes & 0x3fff) + 1, height: ((sizes >> 14) & 0x3fff) + 1 };
  }
  if (!says(bytes, 12, 'VP8 ')) return null;
  return {
    mediaType,
    width: little(bytes, 26, 2) & 0x3fff,
    height: little(bytes, 28, 2) & 0x3fff,
  };
}

function says(bytes: Uint8Array, at: number, word: string): boolean {
  return [...word].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));
}

function big(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let index = 0; index < count; index++)
    value = value * 256 + (bytes[at + index] ?? Number.NaN);
  return value;
}

function little(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let index = count - 1; index >= 0; index--)
    value = value * 256 + (bytes[at + index] ?? Number.NaN);
  return value;
}
