import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './dialog.module.css';

export interface DialogProps {
  /** The accessible name and the heading. */
  readonly title: string;
  /** The heading stays the accessible name but is not shown. */
  readonly isTitleHidden?: boolean;
  /** Escape, or whatever else closes it. */
  readonly onClose: () => void;
  /** Whether a click beside the dialog closes it; off for anything that holds typed text. */
  readonly isDismissable?: boolean;
  readonly footer?: ReactNode;
  /** Stands apart from the other buttons: what cannot be undone, or does not close the dialog. */
  readonly aside?: ReactNode;
  /** In pixels; the window's size is the limit. */
  readonly width?: number;
  /** In pixels, for dialogs whose content scrolls or fills; as high as the content without it. */
  readonly height?: number;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A modal dialog; it is open while it is rendered. Focus stays inside and returns when it closes. */
export function Dialog(props: DialogProps) {
  const { title, isTitleHidden, onClose, isDismissable, footer, aside } = props;
  const { width, height, className } = props;
  return (
    <ModalOverlay
      isOpen
      isDismissable={isDismissable ?? false}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      className={styles.overlay ?? ''}
    >
      <Modal className={styles.modal ?? ''} style={{ width: width ?? 440, height }}>
        <AriaDialog className={classNames(styles.dialog, className)}>
          <Heading
            slot="title"
            className={isTitleHidden ? 'visually-hidden' : (styles.title ?? '')}
          >
            {title}
          </Heading>
          <div className={classNames(styles.content, isTitleHidden && styles.bare)}>
            {props.children}
          </div>
          {footer !== undefined && (
            <div className={styles.footer}>
              {aside !== undefined && <div className={styles.aside}>{aside}</div>}
              {footer}
            </div>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
