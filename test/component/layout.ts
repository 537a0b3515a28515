import { beforeEach, vi } from 'vitest';

/** Gives every element the height of a panel, because a simulated page has no layout. */
export function useViewportHeight(heightPx: number): void {
  beforeEach(() => {
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(heightPx);
  });
}
