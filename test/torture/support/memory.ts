/** The memory of a process, in megabytes; undefined if it was sampled too rarely. */
export interface Memory {
  readonly last: number | undefined;
  readonly growth: number | undefined;
}

/** The memory of the launch with the most samples; each launch's samples are in order. */
export function memoryOf(stays: readonly (readonly number[])[]): Memory {
  const longest = stays.toSorted((one, other) => other.length - one.length)[0] ?? [];
  return { last: longest.at(-1), growth: growthOf(longest) };
}

/** The same for a note. */
export function memoryWords({ last, growth }: Memory): string {
  if (last === undefined) return "memory not measured";
  return `memory ${last} MB, growth ${growth === undefined ? "not measured" : `${growth} MB`}`;
}

/** From the median of the second fifth to that of the last: caches are warm by then. */
function growthOf(samples: readonly number[]): number | undefined {
  const fifth = Math.floor(samples.length / 5);
  const median = (part: readonly number[]) =>
    part.toSorted((one, other) => one - other)[Math.floor(part.length / 2)] ?? 0;
  return fifth === 0 ? undefined : median(samples.slice(-fifth)) - median(samples.slice(fifth, 2 * fifth));
}
