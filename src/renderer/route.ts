/** What the page shows; written into the address so that a reload, or a second window, comes to the same place. */
export type Route =
  | { readonly page: 'new' }
  | { readonly page: 'chat'; readonly id: string }
  | { readonly page: 'settings'; readonly section?: SettingsSection }
  | { readonly page: 'servers'; readonly at?: ServersPlace }
  | { readonly page: 'status' }
  | { readonly page: 'usage' };

export const settingsSections = [
  'general',
  'appearance',
  'models',
  'tools',
  'requests',
  'costs',
  'data',
  'about',
] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** Ways to add a server; anything else is the id of one. */
export const waysToAdd = ['suggested', 'paste', 'bundle', 'form'] as const;
export type WayToAdd = (typeof waysToAdd)[number];
export type ServersPlace = WayToAdd | `server-${string}`;

const serverHash = /^#\/servers\/(server-[0-9a-f]{8})$/;
const chatHash = /^#\/chat\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Whatever is not a place of ours is the beginning. */
export function parseRoute(hash: string): Route {
  const id = chatHash.exec(hash)?.[1];
  if (id !== undefined) return { page: 'chat', id };
  if (hash === '#/settings') return { page: 'settings' };
  if (hash === '#/status') return { page: 'status' };
  if (hash === '#/usage') return { page: 'usage' };
  const at = serversPlace(hash);
  if (at !== undefined) return { page: 'servers', at };
  if (hash === '#/servers') return { page: 'servers' };
  const section = settingsSections.find((name) => hash === `#/settings/${name}`);
  return section === undefined ? { page: 'new' } : { page: 'settings', section };
}

function serversPlace(hash: string): ServersPlace | undefined {
  const id = serverHash.exec(hash)?.[1];
  // What the pattern takes begins with it.
  if (id !== undefined) return id as ServersPlace;
  return waysToAdd.find((way) => hash === `#/servers/${way}`);
}

export function formatRoute(route: Route): string {
  switch (route.page) {
    case 'chat':
      return `#/chat/${route.id}`;
    case 'settings':
      return route.section === undefined ? '#/settings' : `#/settings/${route.section}`;
    case 'servers':
      return route.at === undefined ? '#/servers' : `#/servers/${route.at}`;
    case 'status':
      return '#/status';
    case 'usage':
      return '#/usage';
    case 'new':
      return '#/';
  }
}
