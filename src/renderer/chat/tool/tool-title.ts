import type { TFunction } from 'i18next';

export interface NamedTool {
  readonly name: string;
  readonly title?: string | undefined;
}

/** What a person calls a tool: those that came with Tina are named in the language of the page. */
export function toolTitle({ name, title }: NamedTool, t: TFunction): string {
  const known = builtIn.find((one) => one === name);
  return known === undefined ? (title ?? name) : t(`toolNames.${known}`);
}

/** No server's tool has such a name: theirs begin with the server's. */
const builtIn = ['calculate', 'current_time', 'read_result'] as const;
