import { useEffect, useState, type RefCallback } from 'react';

/**
 * Follows the width of an element.
 * @returns a ref for it, and its width in CSS pixels; null until it was measured.
 */
export function useElementWidth(): readonly [RefCallback<HTMLElement>, number | null] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(entry.contentRect.width);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, width];
}
