import { useCallback, useSyncExternalStore } from 'react';
import type { GrammarName } from './code-languages.ts';
import { noLots } from './create-highlighter.ts';
import type { CodeLot } from './create-highlighter.ts';
import { highlighter } from './highlighter.ts';

/** Longer code is read as it is: colours would cost more than they help. */
const longest = 60_000;

/** The colours of a code as they come; none without a grammar. */
export function useCodeColors(grammar: GrammarName | null, text: string): readonly CodeLot[] {
  const wanted = text.length <= longest ? grammar : null;
  const subscribe = useCallback(
    (onChange: () => void) =>
      wanted === null ? () => {} : highlighter.watch(wanted, text, onChange),
    [wanted, text],
  );
  const read = () => (wanted === null ? noLots : highlighter.read(wanted, text));
  return useSyncExternalStore(subscribe, read);
}
