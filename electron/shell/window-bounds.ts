import { z } from 'zod';

/** A place on the desktop in device-independent pixels. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const minimumSize = { width: 640, height: 480 } as const;
export const defaultSize = { width: 1280, height: 800 } as const;

/** What is remembered of the window: where it stands when it is neither maximised nor full screen, and which it is. */
export interface WindowPlace {
  readonly bounds: Bounds;
  readonly maximized: boolean;
}

const pixels = z.int().min(-100_000).max(100_000);

export const windowPlaceSchema: z.ZodType<WindowPlace | null> = z
  .strictObject({
    bounds: z.strictObject({ x: pixels, y: pixels, width: pixels, height: pixels }),
    maximized: z.boolean(),
  })
  .nullable();

/** How much of the window's top edge must be on a screen for a person to get hold of it. */
const graspWidth = 100;
const graspHeight = 32;

/**
 * @param workAreas the usable part of each screen there is now
 * @returns the remembered bounds if they still can be reached on one of the screens, cut to that screen's size;
 * null when the window should open at its default size, in the middle
 */
export function fitBounds(
  remembered: Bounds | undefined,
  workAreas: readonly Bounds[],
): Bounds | null {
  if (remembered === undefined) return null;
  const area = workAreas.find((each) => isWithinReach(remembered, each));
  if (area === undefined) return null;
  return {
    x: remembered.x,
    y: remembered.y,
    width: clamp(remembered.width, minimumSize.width, area.width),
    height: clamp(remembered.height, minimumSize.height, area.height),
  };
}

function isWithinReach(bounds: Bounds, area: Bounds): boolean {
  const left = Math.max(bounds.x, area.x);
  const right = Math.min(bounds.x + bounds.width, area.x + area.width);
  const top = bounds.y >= area.y && bounds.y + graspHeight <= area.y + area.height;
  return top && right - left >= graspWidth;
}

/** The lower limit wins: a screen smaller than the smallest window cuts it off. */
function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
