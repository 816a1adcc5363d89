import type { ComponentProps } from 'react';

interface PageLinkProps extends Omit<ComponentProps<'a'>, 'href' | 'onClick'> {
  /** The id of what it leads to. */
  readonly to: string;
}

/** Leads to another place of the page. The address is left alone: its hash says which conversation is open. */
export function PageLink({ to, children, ...props }: PageLinkProps) {
  return (
    <a
      {...props}
      href={`#${to}`}
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(to)?.focus();
      }}
    >
      {children}
    </a>
  );
}
