import { join } from 'node:path';
import { Menu, nativeTheme, Tray } from 'electron';
import type { Conversation } from '../../shared/contract/conversations.ts';
import type { Log } from '../host.ts';
import { trayState } from './activity.ts';
import type { Activity } from './activity.ts';
import { trayIconName, trayTemplate } from './tray-template.ts';
import type { TrayActions } from './tray-template.ts';
import type { Words } from './words.ts';

export interface TrayContent {
  readonly words: Words;
  readonly recent: readonly Pick<Conversation, 'id' | 'title' | 'running'>[];
  readonly activity: Activity;
}

export interface TrayIcon {
  show(content: TrayContent): void;
  close(): void;
}

/** The icon in the tray, or null where the system refuses one. */
export function openTray({
  iconFolder,
  platform,
  actions,
  first,
  log,
}: {
  iconFolder: string;
  platform: NodeJS.Platform;
  actions: TrayActions;
  first: TrayContent;
  log: Pick<Log, 'warn'>;
}): TrayIcon | null {
  let content = first;
  let shownIcon = '';
  const icon = () => {
    const name = trayIconName(
      trayState(content.activity),
      platform,
      nativeTheme.shouldUseDarkColors,
    );
    return join(iconFolder, 'tray', `${name}.png`);
  };

  let tray: Tray;
  try {
    tray = new Tray((shownIcon = icon()));
  } catch (error) {
    log.warn({ error }, 'There is no tray here.');
    return null;
  }

  function draw(): void {
    const { words, recent, activity } = content;
    const next = icon();
    if (next !== shownIcon) tray.setImage((shownIcon = next));
    const state = trayState(activity);
    tray.setToolTip(
      { idle: words.idle, answering: words.answering, 'needs-you': words.needsYou }[state],
    );
    tray.setContextMenu(
      Menu.buildFromTemplate(
        trayTemplate({
          words,
          recent,
          waiting: new Set([...activity.waiting, ...activity.asking]),
          actions,
        }),
      ),
    );
  }

  // On a Mac a click opens the menu, as for every other icon there.
  if (platform !== 'darwin') tray.on('click', actions.openWindow);
  nativeTheme.on('updated', draw);
  draw();
  return {
    show(next) {
      content = next;
      draw();
    },
    close() {
      nativeTheme.off('updated', draw);
      tray.destroy();
    },
  };
}
