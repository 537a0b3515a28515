/** Holds what is to reach something until that is there. */
export class Mailbox<T> {
  #recipient: T | null = null;
  #held: ((recipient: T) => void)[] = [];

  /** Acts on the recipient, at once or as soon as there is one, in the order of these calls. */
  deliver(act: (recipient: T) => void): void {
    if (this.#recipient === null) this.#held.push(act);
    else act(this.#recipient);
  }

  /** There it is: what was held is delivered. */
  open(recipient: T): void {
    this.#recipient = recipient;
    for (const act of this.#held.splice(0)) act(recipient);
  }
}
