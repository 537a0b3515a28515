const pauseMs = 700;

/** Letters typed one after another, until a pause, as the beginning of a name. */
export class TypeAhead {
  #typed = '';
  #lastAt = -Infinity;

  /**
   * @param at when the letter was typed, in milliseconds of any steady clock.
   * @returns the prefixes to look for, the better one first. The same letter again and again also means
   *   "the next name with this letter".
   */
  type(letter: string, at: number): readonly string[] {
    this.#typed = at - this.#lastAt > pauseMs ? letter : this.#typed + letter;
    this.#lastAt = at;
    const isRepeated = this.#typed.length > 1 && this.#typed === letter.repeat(this.#typed.length);
    return isRepeated ? [this.#typed, letter] : [this.#typed];
  }

  /** @returns whether a blank now belongs to a name rather than being a key of its own. */
  isTyping(at: number): boolean {
    return this.#typed !== '' && at - this.#lastAt <= pauseMs;
  }
}
