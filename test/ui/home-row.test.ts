import { expect, it } from "vitest";
import type { CohortGrid } from "../../source/domain/cohort.ts";
import { homeRow } from "../../source/ui/screens/cohorts/home-row.ts";

/** A grid of cohorts of these sizes; those from the third on are compared with the first, or with the cohort named. */
function gridOf(sizes: readonly number[], against = "0"): CohortGrid {
  const rows = sizes.map((customers, index) => ({
    ...{ key: String(index), customers, cells: [{ value: 1, customers, complete: index < sizes.length - 1 }] },
    ...(index < 2 ? {} : { against }),
  }));
  return { query: {}, rows } as unknown as CohortGrid;
}

it("is the newest complete cohort with a comparison, of enough customers on both sides where there is one", () => {
  expect(homeRow(gridOf([100, 100, 100, 100, 100]))).toBe(3);
  expect(homeRow(gridOf([100, 100, 100, 1, 1]))).toBe(2);
  expect(homeRow(gridOf([100, 100, 2, 1, 1]))).toBe(3);
  expect(homeRow(gridOf([5, 100, 100, 100, 100]))).toBe(3);
  expect(homeRow(gridOf([100, 100, 100]))).toBe(1);
  expect(homeRow(gridOf([100]))).toBe(0);
});
