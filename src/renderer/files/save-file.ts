/** Leaves it to the browser, as if a link to it had been clicked. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has taken the file by then; kept for ever it would stay in memory.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
