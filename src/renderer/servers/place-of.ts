import type { ServersPlace } from '../route.ts';

/** Where a server is shown. The contract knows no id of another form. */
export function placeOf(id: string): ServersPlace {
  return id as ServersPlace;
}
