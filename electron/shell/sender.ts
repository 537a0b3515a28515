/** Where a message comes from, as Electron reports it. */
export interface Sender {
  /** `webContents.id` */
  readonly contentsId: number;
  readonly origin: string;
  readonly isTopFrame: boolean;
}

/** @returns whether a message comes from the page of one window: exact origin, top frame, that very window. */
export function isTrustedSender(sender: Sender, contentsId: number, origin: string): boolean {
  return sender.contentsId === contentsId && sender.origin === origin && sender.isTopFrame;
}
