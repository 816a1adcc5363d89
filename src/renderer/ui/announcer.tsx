import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

interface Said {
  readonly id: number;
  readonly text: string;
}

const said = createStore<{ readonly count: number; readonly sentences: readonly Said[] }>(() => ({
  count: 0,
  sentences: [],
}));

/** Long enough to be noticed; what stays would be met again by whoever reads through the page. */
const forgottenAfterMs = 5_000;

/** Says a sentence to whoever listens instead of looking. */
export function announce(text: string): void {
  said.setState(({ count, sentences }) => ({
    count: count + 1,
    sentences: [...sentences, { id: count, text }],
  }));
}

/**
 * Stands once on the page. A log and not a status: each sentence is said by itself, after the one before
 * it, where a status would be read whole again and again.
 */
export function Announcer() {
  const sentences = useStore(said, (state) => state.sentences);
  return (
    <div role="log" aria-live="polite" className="sr-only">
      {sentences.map(({ id, text }) => (
        <Sentence key={id} id={id} text={text} />
      ))}
    </div>
  );
}

function Sentence({ id, text }: Said) {
  useEffect(() => {
    const timer = setTimeout(
      () =>
        said.setState(({ sentences }) => ({
          sentences: sentences.filter((sentence) => sentence.id !== id),
        })),
      forgottenAfterMs,
    );
    return () => clearTimeout(timer);
  }, [id]);

  return <p>{text}</p>;
}
