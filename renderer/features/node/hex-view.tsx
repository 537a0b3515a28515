import { useEffect, useState } from 'react';
import { formatHexRow, hexRowCount, type HexRow } from '../../../shared/value/hex-dump.ts';
import { useWindowedRows } from '../../ui/windowed-rows/use-windowed-rows.ts';
import { WindowedRows } from '../../ui/windowed-rows/windowed-rows.ts';
import styles from './hex-view.module.css';

const rowHeightPx = 20;

export interface HexViewProps {
  readonly label: string;
  readonly data: Uint8Array;
}

/** Bytes as offset, hex and ASCII; only the rows in view exist. A text field to assistive tools, but read-only. */
export function HexView({ label, data }: HexViewProps) {
  const [dump] = useState(() => new HexDump());
  useEffect(() => {
    dump.show(data);
    return () => {
      dump.rows.stop();
    };
  }, [dump, data]);
  const { scrollerRef, onScroll, contentHeightPx, rows } = useWindowedRows(dump.rows);
  return (
    <div
      ref={scrollerRef}
      role="textbox"
      aria-label={label}
      aria-readonly
      aria-multiline
      tabIndex={0}
      className={styles.scroller}
      onScroll={onScroll}
    >
      <div className={styles.rows} style={{ height: contentHeightPx }}>
        {rows.map(
          ({ index, topPx, row }) =>
            row && (
              <div key={index} className={styles.row} style={{ top: topPx }}>
                <span className={styles.offset}>{row.offset}</span>
                {'  '}
                {row.hex}
                {'  '}
                <span className={styles.ascii}>{row.ascii}</span>
              </div>
            ),
        )}
      </div>
    </div>
  );
}

/** The rows of a value that is in memory: they are read at once, and stay where they are when the value changes. */
class HexDump {
  readonly rows = new WindowedRows<HexRow>({
    rowHeightPx,
    keyOf: ({ offset }) => offset,
    load: ({ from, count }) => Promise.resolve(this.#window(from, count)),
    onError: (error) => {
      throw error;
    },
  });
  #data: Uint8Array = new Uint8Array();
  #revision = 0;

  show(data: Uint8Array): void {
    this.#data = data;
    this.#revision++;
    this.rows.announce(this.#revision);
  }

  #window(from: number, count: number) {
    const rowCount = hexRowCount(this.#data.length);
    const length = Math.max(0, Math.min(count, rowCount - from));
    const rows = Array.from({ length }, (_, i) => formatHexRow(this.#data, from + i));
    return { revision: this.#revision, rowCount, from, rows };
  }
}
