import { applyAppearance } from '../appearance/apply-appearance.ts';
import { rememberedAppearance } from '../appearance/remembered-appearance.ts';
import { composerKey } from '../chat/composer/composer-key.ts';

/** The one field of the quick prompt. It stands in the HTML, so that one can write before the rest is there. */
export interface QuickField {
  readonly element: HTMLTextAreaElement;
  /** From now on the keys go there, with Enter if it was pressed before. */
  listen(onKey: (key: 'ask' | 'hide') => void): () => void;
}

export function openField(): QuickField {
  applyAppearance(rememberedAppearance());
  const element = document.querySelector<HTMLTextAreaElement>('#question');
  if (element === null) throw new Error('The page has no field.');
  let wasAsked = false;
  let tell = (key: 'ask' | 'hide') => {
    if (key === 'ask' && element.value.trim() !== '') wasAsked = true;
  };

  element.addEventListener('keydown', (event) => {
    const key = composerKey(event, true);
    if (key === null) return;
    event.preventDefault();
    tell(key === 'send' ? 'ask' : 'hide');
  });
  // A window that comes back is there to be asked.
  addEventListener('focus', () => {
    if (document.activeElement === document.body) element.focus();
  });
  return {
    element,
    listen(onKey) {
      tell = onKey;
      if (wasAsked) onKey('ask');
      wasAsked = false;
      return () => {
        tell = () => {};
      };
    },
  };
}
