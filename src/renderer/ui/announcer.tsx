import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

const said = createStore<{ readonly text: string; readonly count: number }>(() => ({
  text: '',
  count: 0,
}));

/** Long enough to be noticed; what stays would be met again by whoever reads through the page. */
const forgottenAfterMs = 4_000;

/** Says a sentence to whoever listens instead of looking. */
export function announce(text: string): void {
  said.setState(({ count }) => ({ text, count: count + 1 }));
}

/** Stands once on the page. The same sentence twice is a new node, so that it is said twice. */
export function Announcer() {
  const { text, count } = useStore(said);

  useEffect(() => {
    if (text === '') return;
    const timer = setTimeout(() => said.setState({ text: '' }), forgottenAfterMs);
    return () => clearTimeout(timer);
  }, [text, count]);

  return (
    <div role="status" aria-live="polite" className="sr-only">
      <p key={count}>{text}</p>
    </div>
  );
}
