import { isRecord } from '../../../shared/is-record.ts';
import { germanMeanings, synonymsOf } from './synonyms.ts';
import { splitWords, wordsOf } from './words.ts';

/** A tool as a model is told of it. */
export interface SearchableTool {
  readonly name: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  /** JSON Schema, of which the names and descriptions of the parameters are read. */
  readonly inputSchema?: unknown;
}

export interface FoundTool {
  readonly name: string;
  readonly score: number;
}

export interface ToolSearch {
  /** The best first; nothing where no word is known. */
  search(query: string, limit: number): readonly FoundTool[];
}

/** How much a word counts by where it stands. */
const weights = {
  name: 3,
  title: 2,
  description: 1.5,
  parameters: 0.6,
  parameterDescriptions: 0.3,
} as const;
type Field = keyof typeof weights;
const fields = Object.keys(weights) as readonly Field[]; // its own keys

/** Of BM25: how soon another mention of a word adds nothing, and how much length is held against a text. */
const saturation = 1.2;
const lengthPenalty = 0.5;

/** How much a word counts that was not said but means the same, or only begins like one that was. */
const synonymWeight = 0.5;
const germanWeight = 0.9;
const prefixWeight = 0.5;
const minPrefix = 4;
/** How much of its score a tool loses that has none of the words but one. */
const coverage = 0.5;

/** Of one field; what comes later is not what a tool is found by. */
const maxFieldLength = 5000;
const maxQueryWords = 50;

interface Posting {
  readonly tool: number;
  /** Its mentions, weighted by field and length. */
  readonly mentions: number;
}

/** Finds tools by what they are called and what they say they do: BM25 over weighted fields, in memory. */
export function createToolSearch(tools: readonly SearchableTool[]): ToolSearch {
  const index = indexOf(tools.map(textsOf));
  const vocabulary = [...index.keys()];

  const rarity = (postings: readonly Posting[]) =>
    Math.log(1 + (tools.length - postings.length + 0.5) / (postings.length + 0.5));

  /** By tool: what the best of the alternatives adds. Several ways to say one thing are one thing. */
  const bestGains = (alternatives: Alternatives) => {
    const gains = new Map<number, number>();
    for (const [word, weight] of alternatives) {
      const postings = index.get(word) ?? [];
      const most = weight * rarity(postings) * (saturation + 1);
      for (const { tool, mentions } of postings) {
        const gain = (most * mentions) / (mentions + saturation);
        gains.set(tool, Math.max(gains.get(tool) ?? 0, gain));
      }
    }
    return gains;
  };

  return {
    search(query, limit) {
      const asked = askedWords(query, index, vocabulary);
      const sums = new Map<number, { gain: number; words: number }>();
      for (const alternatives of asked)
        for (const [tool, gain] of bestGains(alternatives)) {
          const sum = sums.get(tool);
          if (sum === undefined) sums.set(tool, { gain, words: 1 });
          else {
            sum.gain += gain;
            sum.words++;
          }
        }
      const scores = [...sums].map(([tool, { gain, words }]): [number, number] => [
        tool,
        gain * (1 - coverage + (coverage * words) / asked.length),
      ]);
      return scores
        .toSorted(([a, scoreOfA], [b, scoreOfB]) => scoreOfB - scoreOfA || a - b)
        .slice(0, limit)
        .flatMap(([tool, score]) => {
          const name = tools[tool]?.name;
          return name === undefined ? [] : [{ name, score }];
        });
    },
  };
}

type Index = ReadonlyMap<string, readonly Posting[]>;

function indexOf(texts: readonly Readonly<Record<Field, readonly string[]>>[]): Index {
  const index = new Map<string, Posting[]>();
  const usual = Object.fromEntries(
    fields.map((field) => {
      const lengths = texts.map((text) => text[field].length).filter((length) => length > 0);
      return [field, lengths.reduce((sum, length) => sum + length, 0) / (lengths.length || 1)];
    }),
  ) as Record<Field, number>; // one of each
  for (const [tool, text] of texts.entries()) {
    const mentions = new Map<string, number>();
    for (const field of fields) {
      const words = text[field];
      const length = 1 - lengthPenalty + (lengthPenalty * words.length) / (usual[field] || 1);
      for (const word of words)
        mentions.set(word, (mentions.get(word) ?? 0) + weights[field] / length);
    }
    for (const [word, count] of mentions) {
      const postings = index.get(word);
      if (postings === undefined) index.set(word, [{ tool, mentions: count }]);
      else postings.push({ tool, mentions: count });
    }
  }
  return index;
}

/** Ways to say one word of a query, each with how much it counts. */
type Alternatives = ReadonlyMap<string, number>;

/** For each word that is known here in one way or another. */
function askedWords(
  query: string,
  index: Index,
  vocabulary: readonly string[],
): readonly Alternatives[] {
  return splitWords(query.slice(0, maxFieldLength))
    .filter((word, at, all) => all.indexOf(word) === at)
    .slice(0, maxQueryWords)
    .map((word) => {
      const alternatives = new Map<string, number>();
      const add = (other: string, weight: number) => {
        if (index.has(other))
          alternatives.set(other, Math.max(alternatives.get(other) ?? 0, weight));
      };
      for (const meaning of germanMeanings(word)) {
        add(meaning, germanWeight);
        for (const other of synonymsOf(meaning)) add(other, germanWeight * synonymWeight);
      }
      for (const stemmed of wordsOf(word)) {
        add(stemmed, 1);
        for (const other of synonymsOf(stemmed)) add(other, synonymWeight);
        if (index.has(stemmed) || alternatives.size > 0 || stemmed.length < minPrefix) continue;
        for (const other of vocabulary)
          if (other.length >= minPrefix && (other.startsWith(stemmed) || stemmed.startsWith(other)))
            add(other, prefixWeight);
      }
      return alternatives;
    })
    .filter((alternatives) => alternatives.size > 0);
}

function textsOf(tool: SearchableTool): Readonly<Record<Field, readonly string[]>> {
  const parameters = parametersOf(tool.inputSchema);
  const words = (text: string) => wordsOf(text.slice(0, maxFieldLength));
  return {
    name: words(tool.name),
    title: words(tool.title ?? ''),
    description: words(tool.description ?? ''),
    parameters: words(parameters.names.join(' ')),
    parameterDescriptions: words(parameters.descriptions.join(' ')),
  };
}

const maxParameters = 100;
const maxDepth = 3;

/** Of objects in objects as well, so far as anybody would ask for them. */
function parametersOf(schema: unknown): { names: string[]; descriptions: string[] } {
  const names: string[] = [];
  const descriptions: string[] = [];
  const visit = (node: unknown, depth: number) => {
    if (!isRecord(node) || depth > maxDepth) return;
    const { properties, items } = node;
    visit(items, depth + 1);
    if (!isRecord(properties)) return;
    for (const [name, property] of Object.entries(properties)) {
      if (names.length >= maxParameters) return;
      names.push(name);
      if (isRecord(property) && typeof property['description'] === 'string')
        descriptions.push(property['description'].slice(0, 1000));
      visit(property, depth + 1);
    }
  };
  visit(schema, 1);
  return { names, descriptions };
}
