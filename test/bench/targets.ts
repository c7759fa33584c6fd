import { isLarge, type Size } from "./data-set.ts";

/** What a figure must reach, by size of the set. */
interface Target {
  readonly limit: number;
  /** If a set of 1M lines or more has another limit. */
  readonly large?: number;
  readonly text: (limit: number) => string;
}

/**
 * Every target in one place, equal to the page of performance goals. P2 to P5 and P11 are at what is reached until the
 * build is made faster; the goals are then <= 3 s, 0.8 x, 6 x, 10.5 x and 50 s, and 500,000 lines/s.
 */
export const targets = {
  launch: { limit: 1.2, large: 1.5, text: (limit) => `≤ ${limit} x floor` },
  firstLaunch: { limit: 5000, text: () => "≤ 5 s, moves from 200 ms on" },
  firstMove: { limit: 200, text: () => "from 200 ms on" },
  build: { limit: 1.2, text: (limit) => `≤ ${limit} x bare DuckDB` },
  ownDimensions: { limit: 1.3, text: (limit) => `≤ ${limit} x without` },
  dbt: { limit: 5, large: 1, text: () => "≥ 5 x faster (10M: never slower)" },
  growth: { limit: 11, text: () => "≤ 11 x, 10M under 60 s" },
  tenMillion: { limit: 60_000, text: () => "under 60 s" },
  move120: { limit: 25, text: (limit) => `p95 ≤ ${limit} ms, p50 below VisiData's` },
  move200: { limit: 40, text: (limit) => `p95 ≤ ${limit} ms, p50 below VisiData's` },
  change: { limit: 60, text: (limit) => `p95 ≤ ${limit} ms` },
  drill: { limit: 150, text: (limit) => `p95 ≤ ${limit} ms` },
  loop: { limit: 33, text: (limit) => `< ${limit} ms` },
  investigation: { limit: 1200, large: 5000, text: (limit) => `≤ ${limit / 1000} s` },
  manyChannels: { limit: 4000, text: (limit) => `≤ ${limit / 1000} s` },
  generation: { limit: 300_000, text: () => "≥ 300,000 lines/s, flat" },
  memory: { limit: 250, large: 800, text: (limit) => `≤ ${limit} MB` },
  csv: { limit: 1.1, text: (limit) => `≤ ${limit} x DuckDB's COPY` },
  xlsx: { limit: 50_000, text: () => "≥ 50,000 rows/s, memory flat" },
  mapWide: { limit: 5000, text: (limit) => `≤ ${limit / 1000} s` },
  mapLarge: { limit: 3000, text: (limit) => `≤ ${limit / 1000} s` },
  command: { limit: 1.3, text: (limit) => `≤ ${limit} x a process that loads DuckDB` },
} as const satisfies Readonly<Record<string, Target>>;

/** The limit and how it is written, for a set of a size. */
export function targetOf(name: keyof typeof targets, size: Size): { readonly limit: number; readonly target: string } {
  const { limit, large = limit, text }: Target = targets[name];
  const applicable = isLarge(size) ? large : limit;
  return { limit: applicable, target: text(applicable) };
}
