import type { MenuItemConstructorOptions } from 'electron';
import type { Words } from './words.ts';

export interface MenuActions {
  newChat(): void;
  showQuickPrompt(): void;
  showSettings(): void;
  quit(): void;
}

/** The menu of the app: on a Mac at the top of the screen, elsewhere behind Alt. Its shortcuts work everywhere. */
export function menuTemplate({
  platform,
  words,
  devTools,
  actions,
}: {
  platform: NodeJS.Platform;
  words: Words;
  devTools: boolean;
  actions: MenuActions;
}): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  // The page has these shortcuts itself, and knows when not to follow them.
  const settings: MenuItemConstructorOptions = {
    label: words.settings,
    accelerator: 'CommandOrControl+,',
    registerAccelerator: false,
    click: actions.showSettings,
  };
  const newChat: MenuItemConstructorOptions = {
    label: words.newChat,
    accelerator: 'CommandOrControl+Shift+O',
    registerAccelerator: false,
    click: actions.newChat,
  };
  const quickPrompt = { label: words.quickPrompt, click: actions.showQuickPrompt };
  const quit: MenuItemConstructorOptions = {
    label: words.quit,
    accelerator: 'CommandOrControl+Q',
    click: actions.quit,
  };
  const close: MenuItemConstructorOptions = { label: words.close, role: 'close' };

  const macApp: MenuItemConstructorOptions = {
    label: 'Tina',
    submenu: [
      { label: words.about, role: 'about' },
      separator,
      settings,
      separator,
      { label: words.services, role: 'services' },
      separator,
      { label: words.hide, role: 'hide' },
      { label: words.hideOthers, role: 'hideOthers' },
      { label: words.showAll, role: 'unhide' },
      separator,
      quit,
    ],
  };
  return [
    ...(isMac ? [macApp] : []),
    {
      label: words.file,
      submenu: isMac
        ? [newChat, quickPrompt, separator, close]
        : [newChat, quickPrompt, separator, settings, separator, close, quit],
    },
    {
      label: words.edit,
      submenu: [
        { label: words.undo, role: 'undo' },
        { label: words.redo, role: 'redo' },
        separator,
        { label: words.cut, role: 'cut' },
        { label: words.copy, role: 'copy' },
        { label: words.paste, role: 'paste' },
        { label: words.pasteAsText, role: 'pasteAndMatchStyle' },
        { label: words.selectAll, role: 'selectAll' },
      ],
    },
    {
      label: words.view,
      submenu: [
        { label: words.actualSize, role: 'resetZoom' },
        { label: words.zoomIn, role: 'zoomIn' },
        { label: words.zoomOut, role: 'zoomOut' },
        separator,
        { label: words.fullScreen, role: 'togglefullscreen' },
        ...(devTools
          ? [
              separator,
              { label: words.reload, role: 'reload' } as const,
              { label: words.developerTools, role: 'toggleDevTools' } as const,
            ]
          : []),
      ],
    },
    {
      label: words.window,
      role: 'window',
      submenu: [
        { label: words.minimize, role: 'minimize' },
        ...(isMac ? [separator, { label: words.front, role: 'front' } as const] : []),
      ],
    },
  ];
}
