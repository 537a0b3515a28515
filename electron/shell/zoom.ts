const factors = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;

export type ZoomChange = 'in' | 'out' | 'reset';

/** Chromium keeps the zoom as a logarithm, so a factor comes back slightly off. */
const tolerance = 0.005;

/** @returns the zoom factor after a change, within 80 to 200 %. */
export function nextZoomFactor(factor: number, change: ZoomChange): number {
  switch (change) {
    case 'in':
      return factors.find((each) => each > factor + tolerance) ?? 2;
    case 'out':
      return [...factors].reverse().find((each) => each < factor - tolerance) ?? 0.8;
    case 'reset':
      return 1;
  }
}
