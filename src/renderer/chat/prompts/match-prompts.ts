import type { OfferedPrompt } from '../../../shared/contract/mcp-prompts.ts';
import type { Typed } from '../composer/field-menu.ts';

/** What is looked for: the line between the slash the text begins with and the caret; null: nothing is. */
export function typedQuery({ text, caret }: Typed): string | null {
  const token = text.slice(0, caret);
  return token.startsWith('/') && !token.includes('\n') ? token.slice(1) : null;
}

/** Those that have each word of the query in their name, their title or their server's name; the best first. */
export function matchPrompts(
  prompts: readonly OfferedPrompt[],
  query: string,
): readonly OfferedPrompt[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  // A path or a sentence looks for nothing: a blank begins no name.
  if (query.startsWith(' ')) return [];
  return prompts
    .flatMap((prompt) => {
      const own = [folded(prompt.name), folded(prompt.title)];
      const all = [...own, folded(prompt.server.name)];
      if (!words.every((word) => all.some((text) => text.includes(word)))) return [];
      return { prompt, rank: rankOf(own, words[0] ?? '') };
    })
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ prompt }) => prompt);
}

/** 0: begins with it. 1: has it within. 2: only its server has. */
function rankOf(own: readonly string[], word: string): number {
  if (own.some((text) => text.startsWith(word))) return 0;
  return own.some((text) => text.includes(word)) ? 1 : 2;
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
