/** One measured figure beside its target and its reference. */
export interface Figure {
  readonly id: string;
  readonly what: string;
  readonly measured: string;
  readonly target: string;
  /** What was measured in the same run for comparison. */
  readonly reference: string;
  /** Undefined: not measured; `measured` says why. */
  readonly isMet: boolean | undefined;
  /** Every single measurement, by name. */
  readonly samples: Readonly<Record<string, readonly number[]>>;
}

/** The value that a share of the samples does not exceed (nearest rank); NaN without samples. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

export function p95(samples: readonly number[]): number {
  return quantile(samples, 0.95);
}

/** Runs the alternatives in turn, so that a busy moment of the machine affects all of them; samples by name. */
export async function interleaved<Name extends string>(
  rounds: number,
  ways: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Readonly<Record<Name, readonly number[]>>> {
  const names = Object.keys(ways) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? names : names.toReversed();
    for (const name of order) samples[name].push(await ways[name]());
  }
  return samples;
}

export function skipped(id: string, what: string, target: string, why: string): Figure {
  return { id, what, measured: `skipped: ${why}`, target, reference: "", isMet: undefined, samples: {} };
}

/** `412 ms`, `3.1 s`. */
export function duration(ms: number): string {
  return ms < 1000 ? `${ms.toFixed(ms < 10 ? 1 : 0)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
}

export function spread(samples: readonly number[]): string {
  return `${duration(median(samples))} (p95 ${duration(p95(samples))})`;
}

export function times(factor: number): string {
  return `${factor.toFixed(factor < 10 ? 2 : 1)} x`;
}
