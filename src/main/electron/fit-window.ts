import { isRecord } from '../../shared/is-record.ts';

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState {
  readonly bounds: Area;
  readonly isMaximized: boolean;
}

export const minimum = { width: 380, height: 480 } as const;
const usual = { width: 1200, height: 800 } as const;
/** So much of the top edge has to be on a screen for a hand to find it. */
const grip = { width: 120, height: 32 } as const;

/** What a file says a window was like; null: nothing that makes sense. */
export function parseWindowState(value: unknown): WindowState | null {
  if (!isRecord(value) || !isRecord(value['bounds'])) return null;
  const { x, y, width, height } = value['bounds'];
  if (!isPixels(x) || !isPixels(y) || !isPixels(width) || !isPixels(height)) return null;
  return { bounds: { x, y, width, height }, isMaximized: value['isMaximized'] === true };
}

/** Where to open: as it was, as far as the screens of today can show that; else in the middle, without x and y. */
export function fitWindow(
  state: WindowState | null,
  screens: readonly Area[],
): { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number } {
  const home =
    state === null ? undefined : screens.find((screen) => canBeGripped(state.bounds, screen));
  const screen = home ?? screens[0];
  const wanted = state?.bounds ?? usual;
  const width = Math.max(minimum.width, Math.min(wanted.width, screen?.width ?? wanted.width));
  const height = Math.max(minimum.height, Math.min(wanted.height, screen?.height ?? wanted.height));
  if (state === null || home === undefined) return { width, height };
  const { x, y } = state.bounds;
  return {
    x: Math.max(home.x, Math.min(x, home.x + home.width - width)),
    y: Math.max(home.y, Math.min(y, home.y + home.height - height)),
    width,
    height,
  };
}

function canBeGripped({ x, y, width }: Area, screen: Area): boolean {
  const visibleWidth = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x);
  return visibleWidth >= grip.width && y >= screen.y && y + grip.height <= screen.y + screen.height;
}

const isPixels = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 100_000;
