import type { TFunction } from 'i18next';

export interface NamedTool {
  readonly name: string;
  readonly title?: string | undefined;
}

/** What a person calls a tool: those that came with Tina are named in the language of the page. */
export function toolTitle({ name, title }: NamedTool, t: TFunction): string {
  const known = builtIn.find((one) => one === name);
  // One that calls another is called what the other is, once that is known.
  if (name === 'call_tool') return title ?? t('toolNames.call_tool');
  return known === undefined ? (title ?? name) : t(`toolNames.${known}`);
}

/** No server's tool has such a name: theirs begin with the server's. */
const builtIn = ['calculate', 'current_time', 'read_result', 'search_tools'] as const;
