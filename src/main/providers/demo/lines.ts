import { german } from './lines-de.ts';
import { english } from './lines-en.ts';

/** Everything the demo can say, in one language. */
export interface Lines {
  readonly locale: string;
  readonly greeting: string;
  readonly formatting: string;
  readonly failing: string;
  readonly realModel: string;
  readonly story: string;
  /** `length`: of the question, in characters. */
  readonly thought: (length: number) => string;
  readonly hasThought: string;
  readonly asksCalculator: string;
  readonly asksClock: string;
  readonly asksTool: (name: string) => string;
  readonly result: (value: string) => string;
  readonly time: (value: string) => string;
  readonly answered: (json: string) => string;
  readonly failed: (message: string) => string;
  readonly noReason: string;
  readonly goesOn: string;
}

export const allLines = [english, german];

/** In the language somebody writes. */
export function linesFor(text: string): Lines {
  return looksGerman.test(text) ? german : english;
}

const looksGerman =
  /[äöüß]|\b(?:ich|du|mir|mich|dir|wie|wer|wo|ist|sind|ein|eine|einen|etwas|bitte|hallo|danke|und|nicht|nach)\b/i;
