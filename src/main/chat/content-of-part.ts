import type { Part } from '../../shared/contract/message.ts';
import type { ToolContent } from '../../shared/contract/tool-content.ts';

/** What a server gave: as a tool's result, or because a person attached it. */
export function contentOfPart(part: Part): readonly ToolContent[] {
  if (part.type === 'resource') return part.content;
  return part.type === 'tool-call' ? (part.content ?? []) : [];
}
