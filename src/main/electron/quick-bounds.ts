import type { Area } from './fit-window.ts';

const wanted = { width: 720, height: 460 } as const;

/** In the upper part of the screen, where the eyes are, and never beyond its edges. */
export function quickBounds(screen: Area): Area {
  const width = Math.min(wanted.width, screen.width);
  const height = Math.min(wanted.height, screen.height);
  return {
    x: Math.round(screen.x + (screen.width - width) / 2),
    y: Math.round(screen.y + (screen.height - height) / 4),
    width,
    height,
  };
}
