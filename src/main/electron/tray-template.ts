import type { MenuItemConstructorOptions } from 'electron';
import type { Conversation } from '../../shared/contract/conversations.ts';
import type { TrayState } from './activity.ts';
import type { Words } from './words.ts';

export interface TrayActions {
  openWindow(): void;
  openConversation(id: string): void;
  newChat(): void;
  showQuickPrompt(): void;
  quit(): void;
}

const mostRecent = 5;
const longestTitle = 40;

/** The menu behind the icon in the tray. */
export function trayTemplate({
  words,
  recent,
  waiting,
  actions,
}: {
  words: Words;
  recent: readonly Pick<Conversation, 'id' | 'title' | 'running'>[];
  waiting: ReadonlySet<string>;
  actions: TrayActions;
}): MenuItemConstructorOptions[] {
  const conversations = recent.slice(0, mostRecent).map(({ id, title, running }) => ({
    label: `${mark(waiting.has(id), running)}${shorten(title === '' ? words.untitled : title)}`,
    click: () => actions.openConversation(id),
  }));
  return [
    { label: words.openWindow, click: actions.openWindow },
    { label: words.newChat, click: actions.newChat },
    { label: words.quickPrompt, click: actions.showQuickPrompt },
    { type: 'separator' },
    ...conversations,
    ...(conversations.length > 0 ? [{ type: 'separator' } as const] : []),
    { label: words.quit, click: actions.quit },
  ];
}

function mark(isWaiting: boolean, isRunning: boolean): string {
  if (isWaiting) return '! ';
  return isRunning ? '… ' : '';
}

/** One line, in which a system must not find a shortcut (`&`). */
function shorten(title: string): string {
  const line = title.replaceAll(/\s+/g, ' ').trim();
  const letters = [...line];
  const cut = letters.length > longestTitle ? `${letters.slice(0, longestTitle).join('')}…` : line;
  return cut.replaceAll('&', '&&');
}

/** The file with the icon, without `.png`. A Mac colours it itself; elsewhere it has to stand out from the panel. */
export function trayIconName(state: TrayState, platform: NodeJS.Platform, isDark: boolean): string {
  if (platform === 'darwin') return `${state}Template`;
  return `${state}-${isDark ? 'on-dark' : 'on-light'}`;
}
