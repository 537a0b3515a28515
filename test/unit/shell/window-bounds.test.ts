import { describe, expect, test } from 'vitest';
import { fitBounds, windowPlaceSchema } from '../../../electron/shell/window-bounds.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const wall = { x: 1440, y: 0, width: 2560, height: 1440 };

describe('window bounds', () => {
  test('a window that still fits opens where it was, on any screen', () => {
    const onLaptop = { x: 10, y: 40, width: 1000, height: 700 };
    const onWall = { x: 2000, y: 100, width: 1600, height: 1200 };
    expect(fitBounds(onLaptop, [laptop, wall])).toEqual(onLaptop);
    expect(fitBounds(onWall, [laptop, wall])).toEqual(onWall);
  });

  test('a window whose screen is gone opens in the default place', () => {
    expect(fitBounds({ x: 2000, y: 100, width: 800, height: 600 }, [laptop])).toBeNull();
    expect(fitBounds({ x: -790, y: 100, width: 800, height: 600 }, [laptop])).toBeNull();
    expect(fitBounds({ x: 10, y: -200, width: 800, height: 600 }, [laptop])).toBeNull();
    expect(fitBounds(undefined, [laptop])).toBeNull();
    expect(fitBounds({ x: 0, y: 25, width: 800, height: 600 }, [])).toBeNull();
  });

  test('a window is cut to the screen and never below its least size', () => {
    expect(fitBounds({ x: 0, y: 25, width: 3000, height: 2000 }, [laptop])).toMatchObject({
      width: 1440,
      height: 875,
    });
    expect(fitBounds({ x: 0, y: 25, width: 120, height: 1 }, [laptop])).toMatchObject({
      width: 640,
      height: 480,
    });
  });

  test('a file that says something else is not believed', () => {
    const bounds = { x: 0, y: 0, width: 800, height: 600 };
    expect(windowPlaceSchema.safeParse({ bounds, maximized: true }).success).toBe(true);
    expect(windowPlaceSchema.safeParse(null).success).toBe(true);
    for (const width of [1.5, 1e9, '800', null]) {
      const place = { bounds: { ...bounds, width }, maximized: false };
      expect(windowPlaceSchema.safeParse(place).success).toBe(false);
    }
  });
});
