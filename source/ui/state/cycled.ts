/** The value some places after the current one; the first follows the last. */
export function cycled<T>(all: readonly T[], now: T, by: number): T {
  return all[(all.indexOf(now) + by + all.length) % all.length] ?? now;
}
