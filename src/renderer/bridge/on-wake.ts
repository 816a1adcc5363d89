/** Calls back when a new try is likely to work: the network is back, or somebody looks at the page. */
export function onWake(callback: () => void): () => void {
  const whenVisible = () => {
    if (document.visibilityState === 'visible') callback();
  };
  addEventListener('online', callback);
  addEventListener('focus', callback);
  document.addEventListener('visibilitychange', whenVisible);
  return () => {
    removeEventListener('online', callback);
    removeEventListener('focus', callback);
    document.removeEventListener('visibilitychange', whenVisible);
  };
}
