import type { ToolContent } from '../../../../shared/contract/tool-content.ts';

/** Where bytes that a tool gave are to be had: both doors answer it, and to our pages only. */
export function artifactUrl(id: string): string {
  return `/artifacts/${id}`;
}

/** What a page may draw; the doors hand out anything else to be saved only. */
export function isPicture(mediaType: string | undefined): boolean {
  return ['image/png', 'image/jpeg', 'image/gif', 'image/webp'].includes(mediaType ?? '');
}

/** It stands below the line of its call, open or not. */
export function isOnShow(item: ToolContent): item is Extract<ToolContent, { type: 'image' }> {
  return (
    item.type === 'image' && isPicture(item.mediaType) && item.audience?.includes('user') !== false
  );
}

export function isSound(mediaType: string): boolean {
  return /^audio\/(aac|flac|mp4|mpeg|ogg|wav|webm|x-wav)$/.test(mediaType);
}
