import { fillWeights } from "./poisson-weights.ts";

/** Replicates that are summed in one pass: more of them hide the processor's wait for each addition, until registers end. */
export const atOnce = 4;

/** What is added to sums, each addend for the unit that has it; those of one sum stand together, so that it stays in a register. */
export interface Addends {
  /** Where the addends of each sum begin; one more for the end. */
  readonly starts: Int32Array;
  readonly units: Int32Array;
  readonly values: Float64Array;
}

/** Addends as they come. */
export class AddendList {
  readonly #sums: number[] = [];
  readonly #units: number[] = [];
  readonly #values: number[] = [];

  /** Adds a value of a unit to a sum, which has a number; zeros are left out. */
  add(sum: number, unit: number, value: number): void {
    if (value === 0) return;
    this.#sums.push(sum);
    this.#units.push(unit);
    this.#values.push(value);
  }

  /** The addends of all `count` sums, those of one sum in the order in which they came. */
  sorted(count: number): Addends {
    const starts = new Int32Array(count + 1);
    for (const sum of this.#sums) starts[sum + 1] = (starts[sum + 1] ?? 0) + 1;
    for (let sum = 0; sum < count; sum += 1) starts[sum + 1] = (starts[sum + 1] ?? 0) + (starts[sum] ?? 0);
    const next = starts.slice();
    const [units, values] = [new Int32Array(this.#sums.length), new Float64Array(this.#sums.length)];
    for (const [at, sum] of this.#sums.entries()) {
      const to = next[sum] ?? 0;
      next[sum] = to + 1;
      units[to] = this.#units[at] ?? 0;
      values[to] = this.#values[at] ?? 0;
    }
    return { starts, units, values };
  }
}

/** Weights of `atOnce` replicates: those of one unit stand together. */
export type Weights = Float64Array;

export function emptyWeights(units: number): Weights {
  return new Float64Array(units * atOnce);
}

/** Writes a unit's weight in the replicate of this place. */
export function setWeight(weights: Weights, unit: number, place: number, weight: number): void {
  weights[unit * atOnce + place] = weight;
}

/** Writes the Poisson weights of the replicates from `first` on; `drawn` has a place for each unit. */
export function drawWeights(weights: Weights, drawn: Uint8Array, seed: number, stream: number, first: number): void {
  for (let place = 0; place < atOnce; place += 1) {
    fillWeights(drawn, seed, stream, first + place);
    for (let unit = 0; unit < drawn.length; unit += 1) weights[unit * atOnce + place] = drawn[unit] ?? 0;
  }
}

/** Writes the sums of each of `atOnce` replicates, every addend counted by the weight of its unit. */
export function addUp({ starts, units, values }: Addends, weights: Weights, sums: readonly Float64Array[]): void {
  const [first, second, third, fourth] = sums;
  for (let sum = 0; sum + 1 < starts.length; sum += 1) {
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    const end = starts[sum + 1] ?? 0;
    for (let at = starts[sum] ?? 0; at < end; at += 1) {
      const value = values[at] ?? 0;
      const unit = (units[at] ?? 0) * atOnce;
      s0 += value * (weights[unit] ?? 0);
      s1 += value * (weights[unit + 1] ?? 0);
      s2 += value * (weights[unit + 2] ?? 0);
      s3 += value * (weights[unit + 3] ?? 0);
    }
    if (first) first[sum] = s0;
    if (second) second[sum] = s1;
    if (third) third[sum] = s2;
    if (fourth) fourth[sum] = s3;
  }
}
