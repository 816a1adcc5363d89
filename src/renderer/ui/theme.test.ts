import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Lightness, chroma, hue. */
type Oklch = readonly [number, number, number];

const css = readFileSync(new URL('theme.css', import.meta.url), 'utf8');
const usual = tokensIn('@theme');
const high = new Map([...usual, ...tokensIn(":root[data-contrast='high']")]);

const themes = [
  ['light', usual, 0, 4.5],
  ['dark', usual, 1, 4.5],
  ['light, high contrast', high, 0, 7],
  ['dark, high contrast', high, 1, 7],
] as const;
const grounds = ['background', 'surface', 'raised', 'hover'];
const words = ['text', 'muted', 'accent', 'success', 'warning', 'danger'];

test.each(themes)('%s: every word can be read on every ground', (_, tokens, side, least) => {
  const pairs = [
    ...words.flatMap((word) => grounds.map((ground) => [word, ground] as const)),
    ['on-accent', 'accent'] as const,
    ['on-danger', 'danger'] as const,
  ];
  const weak = pairs.filter(([word, ground]) => contrast(word, ground) < least);
  expect(weak).toEqual([]);

  function contrast(one: string, other: string): number {
    return ratio(colourOf(tokens, one, side), colourOf(tokens, other, side));
  }
});

test.each(themes)('%s: what surrounds a control can be seen', (_, tokens, side) => {
  const border = colourOf(tokens, 'border-strong', side);
  for (const ground of ['background', 'surface', 'raised'])
    expect(ratio(border, colourOf(tokens, ground, side)), ground).toBeGreaterThanOrEqual(3);
});

test('black on white is 21 to 1', () => {
  expect(ratio([0, 0, 0], [1, 0, 0])).toBeCloseTo(21, 2);
});

/** The pairs of colours in the block that begins with `selector`. */
function tokensIn(selector: string): ReadonlyMap<string, readonly [Oklch, Oklch]> {
  const start = css.indexOf(`${selector} {`);
  if (start === -1) throw new Error(`There is no ${selector} in theme.css.`);
  const block = css.slice(start, css.indexOf('\n}', start));
  const pair = /--color-([a-z-]+): light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\);/g;
  return new Map(
    [...block.slice(0, endOf(block)).matchAll(pair)].map(([, name = '', light, dark]) => [
      name,
      [parse(light), parse(dark)],
    ]),
  );
}

function endOf(block: string): number {
  const end = block.search(/^\s*\}/m);
  return end === -1 ? block.length : end;
}

function parse(text = ''): Oklch {
  const [lightness = NaN, chroma = NaN, hue = NaN] = text.split(' ').map(Number);
  return [lightness, chroma, hue];
}

function colourOf(
  tokens: ReadonlyMap<string, readonly [Oklch, Oklch]>,
  name: string,
  side: 0 | 1,
): Oklch {
  const pair = tokens.get(name);
  if (pair === undefined) throw new Error(`There is no colour ${name}.`);
  return pair[side];
}

/** As WCAG 2.2 counts it. */
function ratio(one: Oklch, other: Oklch): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** By way of linear sRGB; https://bottosson.github.io/posts/oklab/ has the numbers. */
function luminance([lightness, chroma, hue]: Oklch): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
  const green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
  const blue = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s;
  return 0.2126 * clamp(red) + 0.7152 * clamp(green) + 0.0722 * clamp(blue);
}

function clamp(part: number): number {
  return Math.min(1, Math.max(0, part));
}
