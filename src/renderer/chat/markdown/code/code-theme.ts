import type { ThemeRegistrationRaw } from 'shiki/core';
import { codeKinds } from './code-kinds.ts';
import type { CodeKind } from './code-kinds.ts';

const scopes: Readonly<Record<Exclude<CodeKind, 'plain'>, readonly string[]>> = {
  comment: ['comment', 'punctuation.definition.comment', 'string.quoted.docstring'],
  string: ['string', 'punctuation.definition.string', 'markup.inline.raw', 'markup.fenced_code'],
  constant: [
    'constant.numeric',
    'constant.language',
    'constant.character',
    'constant.other',
    'support.constant',
    'variable.language',
    'keyword.other.unit',
  ],
  keyword: [
    'keyword',
    'storage.type',
    'storage.modifier',
    'punctuation.definition.heading',
    'entity.name.section',
    'markup.heading',
  ],
  function: [
    'entity.name.function',
    'support.function',
    'entity.name.command',
    'meta.function-call.generic',
  ],
  type: [
    'entity.name.type',
    'entity.name.class',
    'entity.name.namespace',
    'entity.other.inherited-class',
    'support.type',
    'support.class',
  ],
  tag: ['entity.name.tag'],
  property: [
    'entity.other.attribute-name',
    'support.type.property-name',
    'meta.object-literal.key',
    'variable.other.property',
    'entity.other.keyframe-offset',
  ],
  inserted: ['markup.inserted'],
  deleted: ['markup.deleted'],
};

/** Operators are no words, and what stands inside a string's `${}` is no string. */
const plainScopes = [
  'keyword.operator',
  'punctuation.definition.template-expression',
  'meta.template.expression',
  'meta.interpolation',
  'punctuation.separator',
];
const wordOperators = [
  'keyword.operator.new',
  'keyword.operator.expression',
  'keyword.operator.logical.python',
];

/** A theme whose colours are the numbers of the kinds: `#000004` is a keyword. The real ones are in the page's CSS. */
export const codeTheme: ThemeRegistrationRaw = {
  name: 'kinds',
  type: 'light',
  fg: colorOf('plain'),
  bg: '#ffffff',
  settings: [
    { settings: { foreground: colorOf('plain') } },
    ...Object.entries(scopes).map(([kind, scope]) => ({
      scope: [...scope],
      settings: { foreground: colorOf(kind) },
    })),
    { scope: plainScopes, settings: { foreground: colorOf('plain') } },
    { scope: wordOperators, settings: { foreground: colorOf('keyword') } },
  ],
};

function colorOf(kind: string): string {
  return `#${codeKinds
    .findIndex((one) => one === kind)
    .toString(16)
    .padStart(6, '0')}`;
}

export function kindOf(color: string | undefined): number {
  return color === undefined ? 0 : Number.parseInt(color.slice(1), 16);
}
