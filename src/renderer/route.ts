/** What the page shows; written into the address so that a reload, or a second window, comes to the same place. */
export type Route =
  | { readonly page: 'new' }
  | { readonly page: 'chat'; readonly id: string }
  | { readonly page: 'settings' };

const chatHash = /^#\/chat\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Whatever is not a place of ours is the beginning. */
export function parseRoute(hash: string): Route {
  const id = chatHash.exec(hash)?.[1];
  if (id !== undefined) return { page: 'chat', id };
  return hash === '#/settings' ? { page: 'settings' } : { page: 'new' };
}

export function formatRoute(route: Route): string {
  switch (route.page) {
    case 'chat':
      return `#/chat/${route.id}`;
    case 'settings':
      return '#/settings';
    case 'new':
      return '#/';
  }
}
