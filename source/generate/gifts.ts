/**
 * Who gives to whom. Few customers do, so pairs take a tenth of the memory of a slot per customer; data sets of any size
 * should be generated in the same memory.
 */
export class Gifts {
  /** Givers of a first gift and who receives it; both ascend, since the longest waiting giver comes first. */
  readonly #firstGivers: number[] = [];
  readonly #firstRecipients: number[] = [];
  /** Later gifts: by giver, the newest recipient first, once sorted. */
  #laterGivers: number[] = [];
  #laterRecipients: number[] = [];
  #isSorted = true;

  /** Givers and recipients must each ascend from call to call. */
  addFirst(giver: number, recipient: number): void {
    this.#firstGivers.push(giver);
    this.#firstRecipients.push(recipient);
  }

  addLater(giver: number, recipient: number): void {
    this.#laterGivers.push(giver);
    this.#laterRecipients.push(recipient);
    this.#isSorted = false;
  }

  /** The customer who receives the first gift of a giver, -1 for nobody. */
  firstRecipient(giver: number): number {
    const at = firstAbove(this.#firstGivers, giver - 1);
    return this.#firstGivers[at] === giver ? (this.#firstRecipients[at] ?? -1) : -1;
  }

  /** The customer whose first gift a recipient received, -1 for nobody. */
  firstGiver(recipient: number): number {
    const at = firstAbove(this.#firstRecipients, recipient - 1);
    return this.#firstRecipients[at] === recipient ? (this.#firstGivers[at] ?? -1) : -1;
  }

  /** The new customers to whom a customer gives later, the newest first. */
  laterRecipients(giver: number): readonly number[] {
    if (!this.#isSorted) this.#sort();
    let at = firstAbove(this.#laterGivers, giver - 1);
    if (this.#laterGivers[at] !== giver) return nobody;
    const recipients: number[] = [];
    for (; this.#laterGivers[at] === giver; at++) recipients.push(this.#laterRecipients[at] ?? -1);
    return recipients;
  }

  #sort(): void {
    const [givers, recipients] = [this.#laterGivers, this.#laterRecipients];
    const order = givers.map((_, at) => at);
    const difference = (numbers: readonly number[], one: number, other: number) =>
      (numbers[one] ?? 0) - (numbers[other] ?? 0);
    order.sort((one, other) => difference(givers, one, other) || difference(recipients, other, one));
    this.#laterGivers = order.map((at) => givers[at] ?? 0);
    this.#laterRecipients = order.map((at) => recipients[at] ?? 0);
    this.#isSorted = true;
  }
}

const nobody: readonly number[] = [];

/** The index of the first number above a limit, in ascending numbers; their count if there is none. */
export function firstAbove(numbers: ArrayLike<number>, limit: number): number {
  let [from, to] = [0, numbers.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((numbers[middle] ?? 0) <= limit) from = middle + 1;
    else to = middle;
  }
  return from;
}
