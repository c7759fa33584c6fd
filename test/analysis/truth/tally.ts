import type { Judgement } from "./judge.ts";

/** Judgements of one scenario over its seeds. */
export interface Tried {
  readonly scenario: string;
  readonly judgements: readonly Judgement[];
}

/** The share of intervals that must contain the expectation; 95 % is nominal, and twenty seeds scatter. */
export const leastCoverage = 0.88;

/** A row per scenario and planted driver: expectation, mean bar, intervals that contain it. */
export function coverageRows(tried: readonly Tried[]) {
  return tried.flatMap(({ scenario, judgements }) => {
    const groups = judgements[0]?.held.map((one) => one.group) ?? [];
    return groups.map((group) => {
      const own = judgements.flatMap((one) => one.held.filter((held) => held.group === group));
      const mean = own.reduce((sum, one) => sum + one.bar, 0) / own.length;
      const held = own.filter((one) => one.isHeld).length;
      return { scenario, group, truth: own[0]?.truth ?? 0, mean, held, seeds: own.length };
    });
  });
}

/** Coverage per driver over all scenarios that plant it. */
export function coverageByDriver(tried: readonly Tried[]) {
  const rows = coverageRows(tried);
  return [...new Set(rows.map((row) => row.group))].map((group) => {
    const own = rows.filter((row) => row.group === group);
    const [held, seeds] = [own.reduce((sum, row) => sum + row.held, 0), own.reduce((sum, row) => sum + row.seeds, 0)];
    return { group, held, seeds, coverage: held / seeds };
  });
}

/** Requirements that were not met, as sentences; empty if all is well. */
export function shortfalls(tried: readonly Tried[]): readonly string[] {
  const demanded = [
    ["sumsUp", 1, "sums exactly"],
    ["isFirst", 1, "names its driver first"],
    ["isQuiet", 0.95, "names no driver"],
    ["isWhole", 0.95, "names no segment"],
    ["isChannel", 0.9, "finds the channel and nothing narrower"],
    ["isSigned", 1, "shows both drivers with their signs"],
  ] as const;
  const missed = tried.flatMap(({ scenario, judgements }) =>
    demanded.flatMap(([key, least, words]) => {
      const own = judgements.map((one) => one[key]).filter((value) => value !== undefined);
      const met = own.filter((value) => value).length;
      return own.length === 0 || met >= least * own.length ? [] : [`${scenario} ${words} in ${met} of ${own.length}`];
    }),
  );
  const uncovered = coverageByDriver(tried)
    .filter((row) => row.coverage < leastCoverage)
    .map((row) => `${row.group}: ${row.held} of ${row.seeds} intervals hold the planted contribution`);
  return [...missed, ...uncovered];
}
