import type { AnyInvestigation } from "../analysis/totals/totals-investigation.ts";
import { type CohortGrid, planComparison } from "../domain/cohort.ts";
import type { Watched } from "../domain/condition.ts";
import { noValue } from "../domain/dimension-value.ts";
import { changeShare, compareCell } from "../domain/equal-age.ts";
import { varianceOf } from "../domain/planned-grid.ts";
import type { SliceResult } from "../domain/slice-result.ts";
import type { Answered } from "./fail-if.ts";

/** Every row of a slice, without totals and Other. */
export function watchedSlice({ slice, columns, rows }: SliceResult): Answered {
  const keys = columns.flatMap(({ role }, index) => (role === "dimension" ? [index] : []));
  const where = (values: SliceResult["rows"][number]["values"]) =>
    keys.map((index) => `${columns[index]?.label ?? ""} ${values[index] || noValue}`).join(", ") || "all";
  const column = (of: string, role: string) => columns.findIndex((one) => one.of === of && one.role === role);
  const number = (value: unknown) => (value === null || value === undefined ? undefined : Number(value));
  return {
    measures: slice.measures,
    compareBy: slice.against === undefined ? "--against year" : undefined,
    of(measure) {
      const [value, change] = [column(measure, "measure"), column(measure, "change_share")];
      if (value < 0) return undefined;
      return rows
        .filter(({ kind }) => kind === "row")
        .map(({ values }) => ({ where: where(values), value: number(values[value]), change: number(values[change]) }));
    },
  };
}

/** The newest complete cell of each column; for a grid split by a dimension, every complete cell. */
export function watchedGrid(grid: CohortGrid): Answered {
  const { query, columns, rows } = grid;
  const cells =
    query.compare === planComparison
      ? watchedPlan(grid)
      : columns.flatMap((column, index) => {
          const complete = rows.filter((row) => row.cells[index]?.complete && row.cells[index]?.value !== undefined);
          return (query.split === undefined ? complete.slice(-1) : complete).map((row): Watched => {
            const share = compareCell(grid, row, index)?.share;
            return { where: `${row.label} ${column.label}`, value: Number(row.cells[index]?.value), change: share };
          });
        });
  return {
    measures: [query.measure],
    compareBy: query.compare === undefined ? "--compare year" : undefined,
    of: (measure) => (measure === query.measure ? cells : undefined),
  };
}

/** The newest complete cell with a plan of each row and of the row of all. */
function watchedPlan(grid: CohortGrid): readonly Watched[] {
  return [...grid.rows, grid.total].flatMap((row): readonly Watched[] => {
    const at = row.cells.findLastIndex((cell) => cell !== undefined && varianceOf(cell) !== undefined);
    const where = `${row.label} ${grid.columns[at]?.label ?? ""}`;
    return at < 0 ? [] : [{ where, value: Number(row.cells[at]?.value), change: compareCell(grid, row, at)?.share }];
  });
}

/** What an investigation explains: the value of the compared period or group, and its change from the base. */
export function watchedInvestigation({ question, base, compare }: AnyInvestigation): Answered {
  const change = changeShare(compare.value, base.value);
  const where = `${compare.label} against ${base.label}`;
  return {
    measures: [question.metric],
    compareBy: undefined,
    of: (measure) => (measure === question.metric ? [{ where, value: compare.value, change }] : undefined),
  };
}
