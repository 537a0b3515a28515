/**
 * The arithmetic between a list of any length and the scrollbar.
 *
 * Chromium clamps an element at about 33.5 million pixels. A list that needs more gets an element of
 * `maxScrollHeightPx` and a difference (`offsetPx`) between where the scrollbar stands and what is shown: small
 * steps (wheel, keys) move the list pixel by pixel, long ones (a dragged thumb) in proportion.
 */

export const maxScrollHeightPx = 30_000_000;

export interface ListGeometry {
  readonly rowCount: number;
  readonly rowHeightPx: number;
  readonly viewportPx: number;
}

export interface ScrollPosition {
  /** The element's `scrollTop`. */
  readonly physicalPx: number;
  /** What the viewport's top edge shows is at `physicalPx + offsetPx` of the list. 0 for lists that fit. */
  readonly offsetPx: number;
}

export const scrollStart: ScrollPosition = { physicalPx: 0, offsetPx: 0 };

/** @returns the height of all rows. */
function listHeightPx(geometry: ListGeometry): number {
  return geometry.rowCount * geometry.rowHeightPx;
}

/** @returns the height of the scrolled element, which is less than that of all rows for a very long list. */
export function scrollHeightPx(geometry: ListGeometry): number {
  return Math.min(listHeightPx(geometry), maxScrollHeightPx);
}

/** @returns where in the list the viewport's top edge stands. */
export function listTopPx(position: ScrollPosition): number {
  return position.physicalPx + position.offsetPx;
}

function greatestListTop(geometry: ListGeometry): number {
  return Math.max(0, listHeightPx(geometry) - geometry.viewportPx);
}

function greatestPhysicalTop(geometry: ListGeometry): number {
  return Math.max(0, scrollHeightPx(geometry) - geometry.viewportPx);
}

/** @returns the position that shows `topPx` of the list at the viewport's top edge, as near as the list's ends allow. */
export function positionAt(topPx: number, geometry: ListGeometry): ScrollPosition {
  const listEnd = greatestListTop(geometry);
  const top = Math.min(Math.max(0, topPx), listEnd);
  if (listHeightPx(geometry) <= maxScrollHeightPx) return { physicalPx: top, offsetPx: 0 };
  const physicalPx = Math.round((top / listEnd) * greatestPhysicalTop(geometry));
  return { physicalPx, offsetPx: top - physicalPx };
}

/** @returns the position after the user has scrolled the element from `previous` to `physicalPx`. */
export function followScroll(
  previous: ScrollPosition,
  physicalPx: number,
  geometry: ListGeometry,
): ScrollPosition {
  const listEnd = greatestListTop(geometry);
  const physicalEnd = greatestPhysicalTop(geometry);
  if (listHeightPx(geometry) <= maxScrollHeightPx) {
    return { physicalPx: Math.min(Math.max(0, physicalPx), physicalEnd), offsetPx: 0 };
  }
  if (physicalPx <= 0) return scrollStart;
  if (physicalPx >= physicalEnd) return { physicalPx, offsetPx: listEnd - physicalPx };
  const isSmallStep = Math.abs(physicalPx - previous.physicalPx) <= 2 * geometry.viewportPx;
  const top = isSmallStep
    ? Math.min(Math.max(0, physicalPx + previous.offsetPx), listEnd)
    : (physicalPx / physicalEnd) * listEnd;
  return { physicalPx, offsetPx: top - physicalPx };
}

/** @returns the rows that the viewport shows, also in part, as [first, end). */
export function visibleRows(
  position: ScrollPosition,
  geometry: ListGeometry,
): { readonly first: number; readonly end: number } {
  const { rowCount, rowHeightPx, viewportPx } = geometry;
  const top = listTopPx(position);
  const first = Math.min(Math.max(0, Math.floor(top / rowHeightPx)), rowCount);
  const end = Math.min(rowCount, Math.ceil((top + viewportPx) / rowHeightPx));
  return { first, end: Math.max(first, end) };
}
