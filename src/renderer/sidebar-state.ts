import { useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { parseRecord } from './parse-record.ts';

export interface SidebarState {
  /** Beside the page, where there is room. */
  readonly isShown: boolean;
  /** Over the page, where there is none. */
  readonly isDrawerOpen: boolean;
  /** Keys of the groups that are folded away. */
  readonly collapsed: readonly string[];
  /** Somebody wants to find a conversation: its field takes the focus and the wish away. */
  readonly wantsToFind: boolean;
}

const key = 'tina.sidebar';
const mostCollapsed = 200;
const narrow = matchMedia('(width < 48rem)');

export const sidebar = createStore<SidebarState>(() => ({
  ...parseSidebar(readText()),
  isDrawerOpen: false,
  wantsToFind: false,
}));

sidebar.subscribe(({ isShown, collapsed }, before) => {
  if (isShown === before.isShown && collapsed === before.collapsed) return;
  try {
    localStorage.setItem(key, JSON.stringify({ isShown, collapsed }));
  } catch {
    // A browser without storage begins with everything open.
  }
});

export function toggleSidebar(): void {
  sidebar.setState(({ isShown, isDrawerOpen }) =>
    narrow.matches ? { isDrawerOpen: !isDrawerOpen } : { isShown: !isShown },
  );
}

export function closeDrawer(): void {
  sidebar.setState({ isDrawerOpen: false });
}

/** Brings the list, wherever it is, and puts the focus into its field. */
export function findConversation(): void {
  sidebar.setState({
    wantsToFind: true,
    ...(narrow.matches ? { isDrawerOpen: true } : { isShown: true }),
  });
}

export function toggleGroup(group: string): void {
  sidebar.setState(({ collapsed }) => ({
    collapsed: collapsed.includes(group)
      ? collapsed.filter((each) => each !== group)
      : [...collapsed, group].slice(-mostCollapsed),
  }));
}

export function useSidebar(): { readonly isNarrow: boolean; readonly isOpen: boolean } {
  const isNarrow = useSyncExternalStore(subscribeToWidth, () => narrow.matches);
  const isOpen = useStore(sidebar, ({ isShown, isDrawerOpen }) =>
    isNarrow ? isDrawerOpen : isShown,
  );
  return { isNarrow, isOpen };
}

/** What this browser remembers. Whatever is not ours is as at the beginning. */
export function parseSidebar(text: string | null): Pick<SidebarState, 'isShown' | 'collapsed'> {
  const { isShown, collapsed } = parseRecord(text);
  return {
    isShown: isShown !== false,
    collapsed: Array.isArray(collapsed)
      ? collapsed.filter((each) => typeof each === 'string').slice(-mostCollapsed)
      : [],
  };
}

function readText(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function subscribeToWidth(callback: () => void): () => void {
  narrow.addEventListener('change', callback);
  return () => narrow.removeEventListener('change', callback);
}
