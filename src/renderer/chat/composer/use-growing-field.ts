import { useLayoutEffect } from 'react';
import type { RefObject } from 'react';

/** Lets a field be as high as its text in browsers whose CSS cannot. Its own limits still hold. */
export function useGrowingField(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null || CSS.supports('field-sizing', 'content')) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [field, text]);
}
