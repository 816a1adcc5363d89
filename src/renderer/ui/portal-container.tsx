import { createContext, use, useState } from 'react';
import type { ReactNode } from 'react';

const PortalContext = createContext<{
  readonly element: HTMLElement | null;
  readonly setElement: (element: HTMLElement | null) => void;
}>({ element: null, setElement: () => {} });

/** Menus and dialogs inside are put into the one `PortalPlace` inside. */
export function PortalProvider({ children }: { readonly children: ReactNode }) {
  const [element, setElement] = useState<HTMLElement | null>(null);
  return <PortalContext value={{ element, setElement }}>{children}</PortalContext>;
}

/** Stands inside a landmark, so that what appears in it does too. */
export function PortalPlace() {
  const { setElement } = use(PortalContext);
  return <div ref={setElement} />;
}

export function usePortalContainer(): HTMLElement | null {
  return use(PortalContext).element;
}
