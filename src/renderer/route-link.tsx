import type { ComponentProps, MouseEvent } from 'react';
import { formatRoute } from './route.ts';
import type { Route } from './route.ts';
import { goTo } from './use-route.ts';

export interface RouteLinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  readonly to: Route;
}

/** A link to a place of ours. A plain click is there at once; any other is the browser's. */
export function RouteLink({ to, onClick, ...props }: RouteLinkProps) {
  function follow(event: MouseEvent<HTMLAnchorElement>): void {
    onClick?.(event);
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
      return;
    event.preventDefault();
    goTo(to);
  }

  return <a href={formatRoute(to)} onClick={follow} {...props} />;
}
