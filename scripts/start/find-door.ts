import { chooseDoor, type Facts } from './choose-door.ts';
import { downloadElectron, findElectron } from './electron-runtime.ts';

export type Door =
  | { readonly type: 'desktop'; readonly electron: string }
  | { readonly type: 'web'; readonly reason: string };

/** The best door there is on this machine; fetches the Electron runtime if that is all it lacks. */
export async function findDoor(): Promise<Door> {
  const { platform, env } = process;
  const facts: Facts = {
    hasDisplay: platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']),
    isRootOnLinux: platform === 'linux' && process.getuid?.() === 0,
    runtime: findElectron() === undefined ? 'missing' : 'there',
  };
  let choice = chooseDoor(facts);
  if (choice.type === 'download')
    choice = chooseDoor({ ...facts, runtime: (await downloadElectron()) ? 'there' : 'refused' });
  if (choice.type === 'web') return choice;
  const electron = findElectron();
  if (electron === undefined) throw new Error('The Electron runtime was there a moment ago.');
  return { type: 'desktop', electron };
}
