import { Notification } from 'electron';
import type { Language } from '../../shared/model/application.ts';
import type { NotificationDelivery } from '../../shared/model/rule.ts';
import type { Notice, Notifier } from '../app/rules/notice.ts';
import { notificationText } from './notification-texts.ts';

export interface DesktopNotificationsOptions {
  readonly icon: string;
  readonly language: () => Language;
  readonly onClick: (notice: Notice) => void;
}

/** A notification whose object is collected does not report its click, so the last ones are kept. */
const keptCount = 50;

/** Notifications of the main process's own. The page never gets a permission for any. */
export class DesktopNotifications implements Notifier {
  readonly #options: DesktopNotificationsOptions;
  readonly #shown = new Set<Notification>();
  #failure: string | null = null;
  #reportDelivery: () => void = () => undefined;

  constructor(options: DesktopNotificationsOptions) {
    this.#options = options;
  }

  get delivery(): NotificationDelivery {
    if (!Notification.isSupported()) return { kind: 'unsupported' };
    return this.#failure === null ? { kind: 'ready' } : { kind: 'failed', reason: this.#failure };
  }

  onDeliveryChange(listener: () => void): void {
    this.#reportDelivery = listener;
  }

  show(notice: Notice): void {
    if (!Notification.isSupported()) return;
    const { icon, language, onClick } = this.#options;
    const hasSound = notice.kind !== 'example' && notice.hasSound;
    const notification = new Notification({
      ...notificationText(notice, language()),
      icon,
      silent: !hasSound,
    });
    const forget = () => this.#shown.delete(notification);
    notification.on('click', () => {
      forget();
      onClick(notice);
    });
    notification.on('close', forget);
    notification.on('show', () => this.#learn(null));
    notification.on('failed', (_event, reason) => {
      forget();
      this.#learn(reason);
    });
    this.#keep(notification);
    notification.show();
  }

  #keep(notification: Notification): void {
    this.#shown.add(notification);
    for (const oldest of this.#shown) {
      if (this.#shown.size <= keptCount) break;
      this.#shown.delete(oldest);
    }
  }

  #learn(failure: string | null): void {
    if (failure === this.#failure) return;
    this.#failure = failure;
    this.#reportDelivery();
  }
}
