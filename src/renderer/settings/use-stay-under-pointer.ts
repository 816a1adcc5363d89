import { useLayoutEffect, useRef } from 'react';
import type { MouseEvent, RefObject } from 'react';

interface Press {
  readonly button: Element;
  readonly from: DOMRect;
  readonly byMouse: boolean;
}

/** What is pressed in the group stays where it is on the screen, though all around it changes with `size`. */
export function useStayUnderPointer(
  group: RefObject<HTMLElement | null>,
  scroller: RefObject<HTMLElement | null>,
  size: number,
) {
  const press = useRef<Press>(undefined);

  useLayoutEffect(() => {
    if (press.current === undefined || scroller.current === null || group.current === null) return;
    const { button, from, byMouse } = press.current;
    press.current = undefined;
    const to = button.getBoundingClientRect();
    scroller.current.scrollTop += middle(to.top, to.bottom) - middle(from.top, from.bottom);
    if (!byMouse) return;
    // Nothing scrolls sideways: the group itself goes back, until the mouse leaves it.
    const { style } = group.current;
    const aside = Number.parseFloat(style.translate) || 0;
    style.translate = `${aside + middle(from.left, from.right) - middle(to.left, to.right)}px`;
  }, [group, scroller, size]);

  return {
    /** Before the size changes. */
    onPress({ currentTarget, nativeEvent }: MouseEvent): void {
      const byMouse = nativeEvent instanceof PointerEvent && nativeEvent.pointerType === 'mouse';
      press.current = {
        button: currentTarget,
        from: currentTarget.getBoundingClientRect(),
        byMouse,
      };
    },
    onPointerLeave(): void {
      group.current?.style.removeProperty('translate');
    },
  };
}

function middle(from: number, to: number): number {
  return (from + to) / 2;
}
