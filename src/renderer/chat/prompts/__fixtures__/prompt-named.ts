import type { OfferedPrompt } from '../../../../shared/contract/mcp-prompts.ts';

/** Takes these arguments, the first of them required. */
export function promptNamed(
  name: string,
  {
    title = name,
    server = 'Helper',
    takes = [],
  }: { title?: string; server?: string; takes?: readonly string[] } = {},
): OfferedPrompt {
  return {
    server: { id: 'server-00000001', name: server },
    name,
    title,
    description: [],
    arguments: takes.map((argument, index) => ({
      name: argument,
      title: argument,
      description: [],
      required: index === 0,
    })),
    canComplete: true,
  };
}
