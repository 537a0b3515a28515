import type { Change } from '../../../shared/model/change.ts';
import type { NotificationDelivery } from '../../../shared/model/rule.ts';

/** What a desktop notification is to say. */
export type Notice =
  | {
      readonly kind: 'change';
      readonly change: Change;
      /** Of all rules that match, in their order. */
      readonly ruleNames: readonly string[];
      readonly hasSound: boolean;
      /** Where the change was seen: its path says nothing on another connection. */
      readonly connectString: string;
    }
  | {
      readonly kind: 'more';
      /** Why they were held back: too many in a minute, or quiet hours. */
      readonly heldFor: 'rate' | 'quietHours';
      /** Changes, merged ones included. */
      readonly count: number;
      readonly ruleNames: readonly string[];
      readonly hasSound: boolean;
    }
  /** What the user asks for to see whether notifications come through. */
  | { readonly kind: 'example' };

/** Shows notifications to the person. */
export interface Notifier {
  readonly delivery: NotificationDelivery;
  show(notice: Notice): void;
  /** Calls the listener when `delivery` is another one. */
  onDeliveryChange(listener: () => void): void;
}
