import type { Shape } from './shapes.ts';

export type Colour = readonly [red: number, green: number, blue: number];

/** Points a pixel is asked at, in each direction. */
const samples = 8;

/** Draws layer over layer, each of one colour, with soft edges. */
export function draw(
  size: number,
  layers: readonly { readonly shape: Shape; readonly colour: Colour }[],
): Uint8Array {
  const rgba = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) rgba.set(pixel(x, y, size, layers), (y * size + x) * 4);
  }
  return rgba;
}

function pixel(
  x: number,
  y: number,
  size: number,
  layers: Parameters<typeof draw>[1],
): readonly number[] {
  let colour = [0, 0, 0];
  let alpha = 0;
  for (const layer of layers) {
    const covered = coverage(layer.shape, x, y, size);
    if (covered === 0) continue;
    const nextAlpha = covered + alpha * (1 - covered);
    colour = colour.map(
      (below, channel) =>
        ((layer.colour[channel] ?? 0) * covered + below * alpha * (1 - covered)) / nextAlpha,
    );
    alpha = nextAlpha;
  }
  return [...colour.map(Math.round), Math.round(alpha * 255)];
}

function coverage(shape: Shape, x: number, y: number, size: number): number {
  let hits = 0;
  for (let i = 0; i < samples; i += 1) {
    for (let j = 0; j < samples; j += 1) {
      const at = (pixelAt: number, sample: number) =>
        ((pixelAt + (sample + 0.5) / samples) * 16) / size;
      if (shape(at(x, i), at(y, j))) hits += 1;
    }
  }
  return hits / samples ** 2;
}
