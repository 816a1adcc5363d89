/** What a person would write or want to read formatted is far below these. */
const limits = {
  /** Characters of one text that are formatted at all. */
  text: 400_000,
  line: 20_000,
  chunk: 100_000,
  /** Emphasis and links are looked for in quadratic time, so what begins them is counted. */
  marks: 6_000,
  /** Quotes, lists and footnotes inside each other. Every level is a few frames on the stack. */
  depth: 32,
  indent: 120,
  /** What goes deeper than three on its line, all lines of a chunk together: each level is an element. */
  nested: 1_000,
};

/**
 * Where text begins that would be too much work to format, or -1: hostile or broken input must not
 * freeze the page. It is always the start of a chunk (what stands between blank lines), and whether
 * a chunk is too much depends on that chunk and its place alone, so that a text that is looked at
 * while it grows is cut where the whole text would be.
 */
export function findTooMuch(text: string, from = 0): number {
  let chunkStart = from;
  let marks = 0;
  let nested = 0;
  for (let lineStart = from; lineStart < text.length;) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline === -1 ? text.length : newline;
    const line = text.slice(lineStart, Math.min(lineEnd, lineStart + limits.line + 1));
    if (line.trim() === '') {
      chunkStart = lineEnd + 1;
      marks = 0;
      nested = 0;
    } else {
      marks += countMarks(line);
      const depth = depthOf(line);
      nested += Math.max(0, depth - 3);
      const isTooMuch =
        line.length > limits.line ||
        lineEnd > limits.text ||
        lineEnd - chunkStart > limits.chunk ||
        marks > limits.marks ||
        nested > limits.nested ||
        depth > limits.depth;
      if (isTooMuch) return chunkStart;
    }
    lineStart = lineEnd + 1;
  }
  return -1;
}

function countMarks(line: string): number {
  let count = 0;
  for (let index = 0; index < line.length; index++) {
    if ('*_~`[]!<\\'.includes(line.charAt(index))) count++;
  }
  return count;
}

const containerMark = /[ \t]*(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)|\[\^[^\s[\]]{1,100}\]:)/y;

/** How many quotes, lists and notes begin on the line, one inside the other; no more are counted than matter. */
function depthOf(line: string): number {
  let depth = 0;
  containerMark.lastIndex = 0;
  while (depth <= limits.depth && containerMark.test(line)) {
    depth += 1;
    if (containerMark.lastIndex - depth > limits.indent) return Infinity;
  }
  return depth;
}
