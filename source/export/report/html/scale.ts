export interface Scale {
  readonly low: number;
  readonly high: number;
  /** Round values from low to high. */
  readonly ticks: readonly number[];
}

/**
 * A scale with three to five round ticks over the values. It begins at zero unless the values move by less than half of
 * their size; then it begins near the least, so that the movement shows.
 */
export function scaleOf(values: readonly number[]): Scale {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (values.length === 0) return { low: 0, high: 1, ticks: [0, 1] };
  const isFar = least > 0 && most - least < least / 2;
  const pad = (most - least) * 0.15 || Math.abs(most) * 0.05;
  const from = isFar ? least - pad : Math.min(0, least);
  const to = Math.max(most, 0) === 0 && least === 0 ? 1 : most;
  const step = roundStep((to - from || 1) / 3);
  const first = Math.floor(from / step + 1e-9);
  const last = Math.ceil(to / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => trim((first + index) * step));
  return { low: ticks[0] ?? 0, high: ticks.at(-1) ?? 1, ticks };
}

/** 1, 2, 2.5 or 5 times a power of ten, at least `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 2.5, 5, 10].find((one) => one * power >= least * 0.999) ?? 10;
  return factor * power;
}

function trim(value: number): number {
  return Number(value.toPrecision(12));
}
