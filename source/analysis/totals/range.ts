/** The least and greatest of the values added. */
export class Range {
  #low = Number.POSITIVE_INFINITY;
  #high = Number.NEGATIVE_INFINITY;

  add(low: number, high: number): void {
    this.#low = Math.min(this.#low, low);
    this.#high = Math.max(this.#high, high);
  }

  ends(): { readonly orderLow: number; readonly orderHigh: number } {
    return { orderLow: this.#low, orderHigh: this.#high };
  }
}
