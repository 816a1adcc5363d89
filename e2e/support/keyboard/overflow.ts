/** Runs in the page. What sticks out of the window or of its own box, or is cut off without a sign of it. */
export function findOverflow(): string[] {
  const found: string[] = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth} wide`);

  /** Whether what is too wide can be scrolled to, or is shortened with an ellipsis, or is for ears alone. */
  function isTakenCareOf(element: Element): boolean {
    for (let each: Element | null = element; each !== null; each = each.parentElement) {
      const { overflowX, textOverflow, clipPath, position, width } = getComputedStyle(each);
      if (each !== element && (overflowX === 'auto' || overflowX === 'scroll')) return true;
      if (textOverflow === 'ellipsis') return true;
      if (position === 'absolute' || position === 'fixed')
        if (clipPath !== 'none' || width === '1px') return true;
      if (each.localName === 'svg') return true;
    }
    return false;
  }

  function nameOf(element: Element): string {
    const text = element.textContent?.trim().slice(0, 40) ?? '';
    return `<${element.localName} class="${element.getAttribute('class')?.slice(0, 60) ?? ''}"> “${text}”`;
  }

  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    if (element instanceof SVGElement || !element.checkVisibility({ visibilityProperty: true }))
      continue;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    const isOut = box.left < -0.5 || box.right > innerWidth + 0.5;
    if (isOut && !isTakenCareOf(element))
      found.push(
        `${nameOf(element)} is from ${box.left} to ${box.right} in a window of ${innerWidth}`,
      );
    const { display, overflowX } = getComputedStyle(element);
    const canSpill =
      !element.matches('input, textarea') &&
      display !== 'inline' &&
      overflowX !== 'auto' &&
      overflowX !== 'scroll';
    if (canSpill && element.scrollWidth > element.clientWidth + 1 && !isTakenCareOf(element))
      found.push(`${nameOf(element)} holds ${element.scrollWidth} in ${element.clientWidth}`);
    // What floats over the page cannot be scrolled into sight.
    const floats = element.matches('[role="dialog"], [role="menu"], [data-toast], .link-hint');
    if (floats && (box.top < -0.5 || box.bottom > innerHeight + 0.5))
      found.push(
        `${nameOf(element)} is from ${box.top} to ${box.bottom} of ${innerHeight} in height`,
      );
  }
  return found;
}
