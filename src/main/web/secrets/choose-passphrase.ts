/** A new passphrase, typed twice the same; undefined if the person goes on without, null if they want out. */
export async function choosePassphrase(
  ask: (question: string) => Promise<string | undefined | null>,
  say: (line: string) => void,
): Promise<string | undefined | null> {
  for (;;) {
    const chosen = await ask('New passphrase for your saved keys (empty: go on without one): ');
    if (chosen === undefined || chosen === null) return chosen;
    const again = await ask('The same once more: ');
    if (again === null || again === chosen) return again;
    say('These two differ. Once more, please.');
  }
}
