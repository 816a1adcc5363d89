/** A text that grows, told piece by piece to somebody who listens. */
export interface Sentences {
  /** What is finished and was not taken yet; '' if nothing is. */
  take(text: string): string;
  /** What is left at the end, finished or not. */
  rest(text: string): string;
}

/** Sentences as they are finished, in the language of the page, without the marks of Markdown. */
export function createSentences(language: string, codeWord: string): Sentences {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  let taken = 0;

  function upTo(text: string, end: number): string {
    const before = text.slice(0, taken);
    const piece = text.slice(taken, end);
    taken = end;
    return spoken(piece, isInCode(before), codeWord);
  }

  /** A line is finished with its end, and in it every sentence that another one follows. */
  function finished(text: string): number {
    const lineStart = Math.max(taken, text.lastIndexOf('\n') + 1);
    if (isInCode(text)) return lineStart;
    let end = lineStart;
    for (const { index } of segmenter.segment(text.slice(lineStart))) end = lineStart + index;
    return end;
  }

  return {
    take: (text) => upTo(text, finished(text)),
    rest: (text) => upTo(text, text.length),
  };
}

const fence = /^ {0,3}(?:```|~~~)/gm;

/** Whether a fence is open at the end. */
function isInCode(text: string): boolean {
  return (text.match(fence)?.length ?? 0) % 2 === 1;
}

/** Code is named, not read: nobody wants to hear its brackets. */
function spoken(piece: string, startsInCode: boolean, codeWord: string): string {
  let inCode = startsInCode;
  const lines = piece.split('\n').flatMap((line) => {
    if (/^ {0,3}(?:```|~~~)/.test(line)) {
      inCode = !inCode;
      return inCode ? [codeWord] : [];
    }
    return inCode ? [] : [line];
  });
  return lines
    .join('\n')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[ \t]*[-+*][ \t]/gm, '')
    .replace(/[*_`#>|]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
