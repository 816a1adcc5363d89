import type { Part } from '../../../shared/contract/message.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { resourcePieces, resultPieces } from '../tool-results/result-pieces.ts';
import type { ResultPiece, ResultTakes } from '../tool-results/result-pieces.ts';
import type { ModelMessage, ToolDefinition } from '../provider.ts';

/** About what an image costs that a vendor scales to a side of 1,500 pixels. */
const imageTokens = 1_500;
/** About what a page of a PDF costs, as text and as an image of it. */
const pageTokens = 2_500;
/** In bytes, of the pages people attach. */
const pageBytes = 75_000;
/** Who speaks, and where it ends. */
const messageTokens = 4;

/** About how many tokens parts cost: files by themselves. What the model does not see costs nothing. */
export interface PartTokens {
  readonly words: number;
  readonly files: number;
}

export function partTokens(parts: readonly Part[]): PartTokens {
  let words = 0;
  let files = 0;
  for (const part of parts) {
    switch (part.type) {
      case 'text':
      case 'reasoning':
        words += estimateTokens(part.text);
        break;
      case 'tool-call':
        words += estimateTokens(part.name) + estimateTokens(part.inputText);
        for (const piece of resultPieces(part, everything)) {
          if (piece.type === 'text') words += estimateTokens(piece.text);
          else files += fileTokens(typeOf(piece), piece.bytes);
        }
        break;
      case 'resource':
        for (const piece of resourcePieces(part, everything))
          files +=
            piece.type === 'text'
              ? estimateTokens(piece.text)
              : fileTokens(typeOf(piece), piece.bytes);
        break;
      case 'file':
        files += fileTokens(part.mediaType, part.data.length * 0.75);
        break;
      case 'step':
    }
  }
  return { words, files };
}

export function messageWords({ words }: PartTokens): number {
  return words + messageTokens;
}

export function toolTokens(tools: readonly ToolDefinition[]): number {
  return tools.reduce((sum, tool) => sum + estimateTokens(JSON.stringify(tool)), 0);
}

/** Of a whole request, for vendors that do not count themselves. */
export function requestTokens(request: {
  readonly systemPrompt: string;
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly ToolDefinition[];
}): number {
  const messages = request.messages.map(({ parts }) => partTokens(parts));
  return messages.reduce(
    (sum, tokens) => sum + messageWords(tokens) + tokens.files,
    estimateTokens(request.systemPrompt) + toolTokens(request.tools),
  );
}

/** As if the model saw everything, and all of it were at hand. */
const everything: ResultTakes = {
  images: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
  pdf: true,
  artifacts: { get: () => '' },
};

function typeOf(piece: Exclude<ResultPiece, { type: 'text' }>): string {
  return piece.type === 'pdf' ? 'application/pdf' : piece.mediaType;
}

function fileTokens(mediaType: string, bytes: number): number {
  if (mediaType.startsWith('image/')) return imageTokens;
  if (mediaType === 'application/pdf') return Math.ceil(bytes / pageBytes) * pageTokens;
  return Math.ceil(bytes / 4);
}
