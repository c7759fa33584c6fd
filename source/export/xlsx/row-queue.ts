/** Items of a source, taken in batches; items are not kept after they are taken. */
export class RowQueue<Item> {
  readonly #source: AsyncIterator<Item> | Iterator<Item>;
  #waiting: Item[] = [];
  #isOver = false;

  constructor(source: Iterable<Item> | AsyncIterable<Item>) {
    this.#source = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  }

  /** The next items, at most `most`; empty after the last. */
  async take(most: number): Promise<readonly Item[]> {
    await this.#fill(most);
    return this.#waiting.splice(0, most);
  }

  /** The items that will be taken next, at most `most`. */
  async peek(most: number): Promise<readonly Item[]> {
    await this.#fill(most);
    return this.#waiting.slice(0, most);
  }

  async isEmpty(): Promise<boolean> {
    await this.#fill(1);
    return this.#waiting.length === 0;
  }

  /** Closes the source before its end. */
  async close(): Promise<void> {
    if (!this.#isOver) await this.#source.return?.();
    this.#isOver = true;
  }

  async #fill(most: number): Promise<void> {
    while (!this.#isOver && this.#waiting.length < most) {
      const next = this.#source.next();
      const { value, done } = next instanceof Promise ? await next : next;
      if (done === true) this.#isOver = true;
      else this.#waiting.push(value);
    }
  }
}
