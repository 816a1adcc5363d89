/** What a page tells about a control: what happened with it, and which one it is. */
export type Told = 'seen' | 'reached' | 'used' | 'pointer';

/** What `recordControls` leaves on a page. */
export interface ControlRecorder {
  /** Tells every control that can be used now, and which of them has the focus. */
  tellSeen(): void;
  /** Why whoever uses the keyboard does not see where they are; null: they do. */
  focusProblem(): string | null;
}

declare global {
  // Left on the page by `recordControls`.
  var controlRecorder: ControlRecorder;
  // A binding of Playwright's.
  var tellControl: (told: Told, where: string, role: string, name: string) => Promise<void>;
}

/** Runs in the page, before anything of its own. Knows a control by its place, its role and its name. */
export function recordControls(): void {
  const controls =
    'a[href], button, input, textarea, select, summary, [tabindex="0"], [role="menuitem"], [role="option"]';
  const places =
    '[role="dialog"], [role="menu"], [role="listbox"], nav, article, [data-section], [data-toast], search, header, main';

  function words(element: Element | null): string {
    if (element === null) return '';
    const label = element.getAttribute('aria-label');
    if (label !== null) return label;
    const ids = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
    if (ids.length > 0) return ids.map((id) => document.getElementById(id)?.textContent).join(' ');
    const labels = 'labels' in element ? (element as HTMLInputElement).labels : null;
    if (labels !== null && labels.length > 0) return labels[0]?.textContent ?? '';
    return element.matches('input, textarea, pre, main, header, article')
      ? ''
      : (element.textContent ?? '');
  }

  function roleOf(element: Element): string {
    const given = element.getAttribute('role');
    if (given !== null) return given;
    if (element.matches('a')) return 'link';
    if (element.matches('textarea')) return 'textbox';
    if (element.matches('input[type="radio"], input[type="checkbox"]'))
      return (element as HTMLInputElement).type;
    if (element.matches('input')) return 'textbox';
    return element.localName;
  }

  function placeOf(element: Element): string {
    const place = element.parentElement?.closest(places) ?? null;
    if (place === null) return location.pathname;
    const kind = place.getAttribute('role') ?? place.localName;
    if (place.matches('article')) return `${kind} ${words(place).split(',')[0] ?? ''}`;
    if (place.matches('[data-toast]')) return 'toast';
    if (place.matches('[data-section]'))
      return `section ${(place as HTMLElement).dataset['section'] ?? ''}`;
    return `${kind} ${place.matches('main, header, search, [role="listbox"]') ? '' : words(place)}`.trim();
  }

  function tell(told: Told, element: Element): void {
    let name = words(element).trim().slice(0, 300);
    // What people and models write is no name of a control.
    if (element.matches('[data-row]')) name = element.matches('a') ? '(a conversation)' : '(a day)';
    if (element.closest('h1') !== null) name = '(the title)';
    if (element.matches('[data-conversation]')) name = '(a conversation)';
    if (element.matches('a[target="_blank"]')) name = '(another site)';
    void tellControl(told, placeOf(element), roleOf(element), name);
  }

  function isUsable(element: Element): boolean {
    return (
      element.checkVisibility({ visibilityProperty: true }) &&
      !element.matches(
        ':disabled, [data-base-ui-focus-guard], [aria-hidden="true"], [data-toast]',
      ) &&
      element.closest('[inert], [aria-hidden="true"]') === null &&
      (element as HTMLElement).getAttribute('data-disabled') === null
    );
  }

  function controlOf(target: EventTarget | null): Element | null {
    return target instanceof Element ? target.closest(controls) : null;
  }

  function pointedAt(): Element | null {
    const id = document.activeElement?.getAttribute('aria-activedescendant') ?? '';
    return id === '' ? null : document.getElementById(id);
  }

  function onUse({ target }: Event): void {
    const control = controlOf(target);
    if (control !== null) tell('used', control);
  }

  addEventListener(
    'focusin',
    ({ target }) => {
      const control = controlOf(target);
      if (control !== null && control === target) tell('reached', control);
    },
    true,
  );
  addEventListener(
    'keyup',
    ({ key, target }) => {
      // Its keys are all there is to do with it; no event tells of them.
      const slider = controlOf(target);
      if (slider?.getAttribute('role') === 'slider' && key.startsWith('Arrow'))
        tell('used', slider);
      const option = pointedAt();
      if (option !== null) tell('reached', option);
    },
    true,
  );
  addEventListener('click', onUse, true);
  addEventListener('input', onUse, true);
  addEventListener(
    'pointerdown',
    ({ target }) => {
      if (target instanceof Element) tell('pointer', target);
    },
    true,
  );

  function hasRing(element: Element): boolean {
    for (let each: Element | null = element; each !== null; each = each.parentElement) {
      const { outlineStyle, outlineWidth } = getComputedStyle(each);
      if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) return true;
    }
    return false;
  }

  globalThis.controlRecorder = {
    tellSeen() {
      const active = controlOf(document.activeElement);
      if (active !== null) tell('reached', active);
      for (const control of document.querySelectorAll(controls))
        if (isUsable(control)) tell('seen', control);
    },
    focusProblem() {
      const active = document.activeElement;
      if (active === null || active === document.body) return 'nothing has the focus';
      const what = `${roleOf(active)} “${words(active).trim().slice(0, 60)}”`;
      const [box] = active.getClientRects();
      if (
        box === undefined ||
        !active.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      )
        return `${what} has the focus and cannot be seen`;
      const left = Math.max(box.left, 0);
      const right = Math.min(box.right, innerWidth);
      const top = Math.max(box.top, 0);
      const bottom = Math.min(box.bottom, innerHeight);
      if (right <= left || bottom <= top) return `${what} has the focus and is out of sight`;
      const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      const isCovered = hit === null || !(active.contains(hit) || hit.contains(active));
      if (isCovered)
        return `${what} has the focus and is covered by ${hit?.outerHTML.slice(0, 120) ?? ''}`;
      // A field shows where one is by its caret; a heading is no control, it only begins what is read.
      const needsRing = !active.matches(
        'input:not([type="radio"], [type="checkbox"]), textarea, [tabindex="-1"]',
      );
      return needsRing && !hasRing(active) ? `${what} has the focus and no ring` : null;
    },
  };
}
