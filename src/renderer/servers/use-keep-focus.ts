import { useEffectEvent, useLayoutEffect } from 'react';
import type { RefObject } from 'react';

/**
 * A form that is made anew with other contents keeps the focus where it was: in the field of the same name, or on the
 * button that sends it. `kept` outlives the form.
 */
export function useKeepFocus(
  form: RefObject<HTMLFormElement | null>,
  kept: RefObject<string | null>,
): void {
  const take = useEffectEvent(() => {
    const name = kept.current;
    kept.current = null;
    if (name === null) return;
    const field = form.current?.elements.namedItem(name);
    const button = form.current?.querySelector<HTMLElement>('[type=submit]');
    (field instanceof HTMLElement ? field : button)?.focus();
  });

  const leave = useEffectEvent(() => {
    const active = document.activeElement;
    // Before it is taken away, and the focus with it.
    if (form.current?.contains(active) === true) kept.current = active?.getAttribute('name') ?? '';
  });

  useLayoutEffect(() => {
    take();
    return leave;
  }, []);
}
