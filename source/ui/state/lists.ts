/** The value some places after the current one; the first follows the last. */
export function cycled<T>(all: readonly T[], now: T, by: number): T {
  return all[(all.indexOf(now) + by + all.length) % all.length] ?? now;
}

/** The values with one more at the end or, if it was among them, without it. */
export function toggledIn<T>(all: readonly T[], value: T): readonly T[] {
  return all.includes(value) ? all.filter((one) => one !== value) : [...all, value];
}
