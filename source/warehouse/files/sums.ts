import { amountOf } from "./cell-kind.ts";

/** Running sums of every column, read with decimal points and with decimal commas. */
export class Sums {
  #point: number[] = [];
  #comma: number[] = [];
  #count = 0;
  /** Per column, the number of records with a number. */
  #numbers: number[] = [];

  get count(): number {
    return this.#count;
  }

  clear(): void {
    this.#point = [];
    this.#comma = [];
    this.#numbers = [];
    this.#count = 0;
  }

  add(cells: readonly string[]): void {
    this.#count += 1;
    for (const [column, cell] of cells.entries()) {
      const amount = amountOf(cell);
      if (amount === undefined) continue;
      this.#point[column] = (this.#point[column] ?? 0) + amount[0];
      this.#comma[column] = (this.#comma[column] ?? 0) + amount[1];
      this.#numbers[column] = (this.#numbers[column] ?? 0) + 1;
    }
  }

  /** Whether a column contains mostly numbers. */
  isNumeric(column: number): boolean {
    return (this.#numbers[column] ?? 0) * 2 > this.#count;
  }

  /** Whether one number, or all numbers, of a row are the sums of their columns so far, to half a cent. */
  isSum(cells: readonly string[], how: "one" | "all"): boolean {
    const hits = cells.flatMap((cell, column) => {
      const amount = amountOf(cell);
      if (amount === undefined || amount[0] === 0 || (this.#numbers[column] ?? 0) === 0) return [];
      const isSame = (value: number, sum: number | undefined) => sum !== undefined && Math.abs(value - sum) <= 50;
      return [isSame(amount[0], this.#point[column]) || isSame(amount[1], this.#comma[column])];
    });
    return how === "one" ? hits.some(Boolean) : hits.length > 0 && hits.every(Boolean);
  }
}
