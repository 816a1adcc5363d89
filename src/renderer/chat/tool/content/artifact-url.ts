/** Where bytes that a tool gave are to be had: both doors answer it, and to our pages only. */
export function artifactUrl(id: string): string {
  return `/artifacts/${id}`;
}

/** What a page may draw; the doors hand out anything else to be saved only. */
export function isPicture(mediaType: string | undefined): boolean {
  return ['image/png', 'image/jpeg', 'image/gif', 'image/webp'].includes(mediaType ?? '');
}

export function isSound(mediaType: string): boolean {
  return /^audio\/(aac|flac|mp4|mpeg|ogg|wav|webm|x-wav)$/.test(mediaType);
}
