const most = 3;
const withinMs = 60_000;

/** A page that crashes again and again is not reloaded for ever. */
export function createCrashLimit(): (now: number) => 'reload' | 'give-up' {
  let crashes: readonly number[] = [];
  return (now) => {
    crashes = [...crashes.filter((at) => now - at < withinMs), now];
    return crashes.length < most ? 'reload' : 'give-up';
  };
}
