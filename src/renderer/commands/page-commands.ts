import { focusComposer } from '../chat/focus-home.ts';
import { settingsSections } from '../route.ts';
import { findConversation, toggleSidebar } from '../sidebar-state.ts';
import { goTo } from '../use-route.ts';
import type { Command } from './command.ts';
import { openOverlay, overlay } from './overlay.ts';

export const pageCommands: readonly Command[] = [
  {
    id: 'palette',
    group: 'page',
    label: (t) => t('commands.palette'),
    shortcut: { key: 'k', mod: true },
    // Nobody looks for the palette in the palette.
    isAvailable: () => overlay.getState().open !== 'palette',
    run: () => openOverlay('palette'),
  },
  {
    id: 'new',
    group: 'page',
    label: (t) => t('commands.new'),
    shortcut: { key: 'o', mod: true, shift: true },
    run: () => {
      goTo({ page: 'new' });
      focusComposer();
    },
  },
  {
    id: 'find',
    group: 'page',
    label: (t) => t('commands.find'),
    shortcut: { key: 'f', mod: true, shift: true },
    run: findConversation,
  },
  {
    id: 'sidebar',
    group: 'page',
    label: (t) => t('commands.sidebar'),
    shortcut: { key: 'b', mod: true },
    run: toggleSidebar,
  },
  {
    id: 'composer',
    group: 'page',
    label: (t) => t('commands.composer'),
    shortcut: { key: 'l', mod: true, shift: true },
    isAvailable: ({ session }) => session !== null,
    run: focusComposer,
  },
  {
    id: 'shortcuts',
    group: 'page',
    label: (t) => t('commands.shortcuts'),
    shortcut: { key: '/', mod: true },
    run: () => openOverlay('shortcuts'),
  },
];

export const settingsCommands: readonly Command[] = [
  ...(['servers', 'usage', 'status'] as const).map((page): Command => ({
    id: page,
    group: 'settings',
    label: (t) => t(`commands.${page}`),
    run: () => goTo({ page }),
  })),
  {
    id: 'settings',
    group: 'settings',
    label: (t) => t('commands.settings'),
    shortcut: { key: ',', mod: true },
    run: () => goTo({ page: 'settings' }),
  },
  ...settingsSections.map((section): Command => ({
    id: `settings-${section}`,
    group: 'settings',
    label: (t) => t('commands.settingsSection', { section: t(`settings.sections.${section}`) }),
    run: () => goTo({ page: 'settings', section }),
  })),
];
