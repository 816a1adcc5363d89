import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Colour, draw } from './icons/draw.ts';
import { toPng } from './icons/png.ts';
import {
  bubble,
  circle,
  line,
  roundedSquare,
  scaled,
  type Shape,
  union,
  without,
} from './icons/shapes.ts';
import { root } from './root.ts';

// Draws what is in resources/. Run it after a change here, and commit what it writes.

const outline = without(bubble(0), bubble(1.6));
const dots = union(circle(5, 7.6, 1.15), circle(8.2, 7.6, 1.15), circle(11.4, 7.6, 1.15));
const mark = union(line(8.2, 4, 8.2, 7.8, 2), circle(8.2, 10.8, 1.15));

/** Each is told apart by its shape alone. */
const states: Readonly<Record<string, Shape>> = {
  idle: outline,
  answering: union(outline, dots),
  'needs-you': without(bubble(0), mark),
};

const black: Colour = [0, 0, 0];
const white: Colour = [255, 255, 255];
const ink: Colour = [31, 36, 38];
/** The page's accent on light. */
const accent: Colour = [0, 110, 122];
/** A Mac takes the shape of a template only. */
const variants: Readonly<Record<string, Colour>> = {
  Template: black,
  '-on-light': ink,
  '-on-dark': white,
};

const resources = join(root, 'resources');
mkdirSync(join(resources, 'tray'), { recursive: true });
for (const [state, shape] of Object.entries(states)) {
  for (const [variant, colour] of Object.entries(variants)) {
    for (const [scale, suffix] of [
      [1, ''],
      [2, '@2x'],
    ] as const) {
      const size = 16 * scale;
      writeFileSync(
        join(resources, 'tray', `${state}${variant}${suffix}.png`),
        toPng(size, draw(size, [{ shape, colour }])),
      );
    }
  }
}

const app = [
  { shape: roundedSquare(0.75, 3.4), colour: accent },
  { shape: scaled(without(bubble(0), dots), 0.62), colour: white },
];
for (const size of [256, 1024])
  writeFileSync(
    join(resources, size === 1024 ? 'icon.png' : `icon-${size}.png`),
    toPng(size, draw(size, app)),
  );
