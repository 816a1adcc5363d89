import type { ContextMeasure } from '../../../shared/contract/chat.ts';

/** From this part on it is worth a place beside the field. */
const shownFrom = 0.5;

export const contextParts = ['system', 'tools', 'files', 'conversation', 'reserve'] as const;
export type ContextPart = (typeof contextParts)[number];

export interface ContextShare {
  /** Of what the model takes in, from 0; above 1 it does not fit. */
  readonly used: number;
  /** Of the same. */
  readonly parts: Readonly<
    Record<ContextPart, { readonly tokens: number; readonly share: number }>
  >;
  readonly contextWindow: number;
  /** `tight`: it fits, but not with the room that is kept for the answer. */
  readonly level: 'quiet' | 'shown' | 'tight' | 'over';
}

/** null: nobody says how much the model takes in, or there is none. */
export function contextShare({ contextWindow, tokens }: ContextMeasure): ContextShare | null {
  if (contextWindow === null || contextWindow <= 0) return null;
  const { system, tools, files, history, draft, reserve } = tokens;
  const used = (system + tools + files + history + draft) / contextWindow;
  const part = (count: number) => ({ tokens: count, share: count / contextWindow });
  return {
    used,
    parts: {
      system: part(system),
      tools: part(tools),
      files: part(files),
      conversation: part(history + draft),
      reserve: part(reserve),
    },
    contextWindow,
    level:
      used > 1
        ? 'over'
        : used + reserve / contextWindow > 1
          ? 'tight'
          : used >= shownFrom
            ? 'shown'
            : 'quiet',
  };
}
