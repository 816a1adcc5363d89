export interface CloseFacts {
  readonly platform: NodeJS.Platform;
  readonly closeToTray: boolean;
  readonly hasTray: boolean;
  readonly isAnswering: boolean;
}

/**
 * What closing the main window does. `hide-until-done`: nothing on the screen could bring it back but
 * another start, so Tina ends as soon as the answers that are being written are done.
 */
export function onClose({
  platform,
  closeToTray,
  hasTray,
  isAnswering,
}: CloseFacts): 'hide' | 'hide-until-done' | 'quit' {
  // There the dock keeps an app without windows, and everybody expects that.
  if (platform === 'darwin') return 'hide';
  if (!closeToTray) return 'quit';
  if (hasTray) return 'hide';
  return isAnswering ? 'hide-until-done' : 'quit';
}

/** Whether the desktop shows the icons of a tray. GNOME does so only with an extension, as Ubuntu's. */
export function showsTray(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  if (platform !== 'linux') return true;
  const desktops = (environment['XDG_CURRENT_DESKTOP'] ?? '').toLowerCase().split(':');
  return !desktops.includes('gnome') || desktops.includes('ubuntu');
}
