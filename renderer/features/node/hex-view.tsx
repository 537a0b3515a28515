import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { formatHexRow, hexRowCount } from '../../../shared/value/hex-dump.ts';
import styles from './hex-view.module.css';

const rowHeight = 20;

export interface HexViewProps {
  readonly label: string;
  readonly data: Uint8Array;
}

/** Bytes as offset, hex and ASCII; only the rows in view exist. A text field to assistive tools, but read-only. */
export function HexView({ label, data }: HexViewProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: hexRowCount(data.length),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 20,
  });
  return (
    <div
      ref={scroller}
      role="textbox"
      aria-label={label}
      aria-readonly
      aria-multiline
      tabIndex={0}
      className={styles.scroller}
    >
      <div className={styles.rows} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => {
          const row = formatHexRow(data, item.index);
          return (
            <div key={item.key} className={styles.row} style={{ top: item.start }}>
              <span className={styles.offset}>{row.offset}</span>
              {'  '}
              {row.hex}
              {'  '}
              <span className={styles.ascii}>{row.ascii}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
