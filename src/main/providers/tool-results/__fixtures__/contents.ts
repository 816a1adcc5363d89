import type { ToolContent } from '../../../../shared/contract/tool-content.ts';

const artifact = (letter: string) => letter.repeat(64);
const image = (type: string, letter: string): ToolContent => ({
  type: 'image',
  mediaType: type,
  artifact: artifact(letter),
  bytes: 3,
});

/** One of every kind of content, by what it is; each says a word of its own where it has one. */
export const contents: Readonly<Record<string, ToolContent>> = {
  text: { type: 'text', text: 'Text <b>' },
  'an empty text': { type: 'text', text: '' },
  png: image('image/png', 'a'),
  gif: image('image/gif', 'b'),
  svg: image('image/svg+xml', 'c'),
  'an image that is not at hand': image('image/png', '0'),
  sound: { type: 'audio', mediaType: 'audio/wav', artifact: artifact('d'), bytes: 4 },
  'a resource that is text': { type: 'resource', uri: 'file:///t', text: 'Resource' },
  'a resource that is an image': {
    type: 'resource',
    uri: 'file:///i',
    mediaType: 'image/jpeg',
    artifact: artifact('e'),
    bytes: 5,
  },
  pdf: {
    type: 'resource',
    uri: 'file:///p',
    mediaType: 'application/pdf',
    artifact: artifact('f'),
    bytes: 6,
  },
  'other bytes': {
    type: 'resource',
    uri: 'file:///z',
    mediaType: 'application/zip',
    artifact: artifact('1'),
    bytes: 7,
  },
  'a resource that is nothing': { type: 'resource', uri: 'file:///n' },
  link: { type: 'link', uri: 'https://a.example/', name: 'A' },
  excerpt: {
    type: 'excerpt',
    head: 'Head',
    tail: 'Tail',
    artifact: artifact('2'),
    characters: 60_000,
  },
  'what is for the person': { type: 'text', text: 'Secret', audience: ['user'] },
};

/** The bytes of all that are at hand, as base64 by id. */
export const artifacts: ReadonlyMap<string, string> = new Map(
  ['a', 'b', 'c', 'd', 'e', 'f', '1', '2'].map((letter) => [artifact(letter), `${letter}Q==`]),
);
