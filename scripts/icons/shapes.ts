/** Whether a point of a 16 × 16 field belongs to it. */
export type Shape = (x: number, y: number) => boolean;

export const circle =
  (cx: number, cy: number, r: number): Shape =>
  (x, y) =>
    (x - cx) ** 2 + (y - cy) ** 2 <= r ** 2;

export const roundedSquare =
  (margin: number, r: number): Shape =>
  (x, y) => {
    const inside = (v: number) => Math.max(margin + r - v, v - (16 - margin - r), 0);
    return inside(x) ** 2 + inside(y) ** 2 <= r ** 2;
  };

/** A stroke with round ends. */
export const line =
  (x1: number, y1: number, x2: number, y2: number, width: number): Shape =>
  (x, y) => {
    const [dx, dy] = [x2 - x1, y2 - y1];
    const along = ((x - x1) * dx + (y - y1) * dy) / (dx ** 2 + dy ** 2);
    const t = Math.max(0, Math.min(1, along));
    return (x - x1 - t * dx) ** 2 + (y - y1 - t * dy) ** 2 <= (width / 2) ** 2;
  };

const triangle =
  (points: readonly (readonly [number, number])[]): Shape =>
  (x, y) => {
    const sides = points.map(([x1, y1], index) => {
      const [x2, y2] = points[(index + 1) % points.length] ?? [0, 0];
      return (x - x2) * (y1 - y2) - (x1 - x2) * (y - y2);
    });
    return sides.every((side) => side >= 0) || sides.every((side) => side <= 0);
  };

export const union =
  (...shapes: readonly Shape[]): Shape =>
  (x, y) =>
    shapes.some((shape) => shape(x, y));

export const without =
  (shape: Shape, hole: Shape): Shape =>
  (x, y) =>
    shape(x, y) && !hole(x, y);

/** `factor` times as large, around the middle. */
export const scaled =
  (shape: Shape, factor: number): Shape =>
  (x, y) =>
    shape((x - 8) / factor + 8, (y - 8) / factor + 8);

/** What someone says: Tina's mark, in all sizes. `inset` makes it smaller by so much on every side. */
export function bubble(inset: number): Shape {
  const tail = triangle([
    [1.2 + inset * 1.6, 15 - inset * 1.4],
    [2.6 + inset, 8],
    [8, 13.4 - inset],
  ]);
  return union(circle(8.2, 7.6, 6.8 - inset), tail);
}
