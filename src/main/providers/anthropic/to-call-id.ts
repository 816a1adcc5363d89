/** Other vendors' ids have characters that this one refuses. The same id always becomes the same. */
export function toCallId(id: string): string {
  return id.replace(/[^\w-]/g, '_') || '_';
}
