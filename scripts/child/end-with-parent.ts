const checkEveryMs = 500;

/**
 * npm runs a script in a shell and passes a signal on to that shell only, which dies without telling
 * us. So whoever is started by npm looks whether its parent is still the same.
 */
export function endWithParent(): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, checkEveryMs);
  timer.unref();
}
