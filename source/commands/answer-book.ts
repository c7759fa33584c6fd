import type { Measure } from "../domain/catalog.ts";
import type { CohortGrid, Statement } from "../domain/cohort.ts";
import type { DataSet } from "../domain/data-set.ts";
import type { SliceResult } from "../domain/slice-result.ts";
import type { Book } from "./print-answer.ts";

/** What a workbook holds besides the answer: the SQL, the inputs, and what else a reader must know. */
export function bookOf(name: string, statements: readonly Statement[], dataSet: DataSet): Book {
  return {
    name,
    others: async () => (await import("../export/xlsx/background.ts")).backgroundSheets(statements, dataSet),
  };
}

/** The workbook of a grid: in long form, as on screen, and its background. */
export function gridBook(grid: CohortGrid, measure: Measure, dataSet: DataSet): Book {
  const { name, others } = bookOf("Cohorts", grid.sql, dataSet);
  return {
    name,
    others: async () => {
      const { wideGrid } = await import("../export/xlsx/wide-grid.ts");
      return [wideGrid(grid, measure, dataSet.currency), ...(await others())];
    },
  };
}

/** The workbook of a slice: its rows, its pivot if it is one, and its background. */
export function sliceBook(result: SliceResult, dataSet: DataSet): Book {
  const { name, others } = bookOf("Slice", result.sql, dataSet);
  return {
    name,
    others: async () => {
      const { widePivot } = await import("../export/xlsx/wide-pivot.ts");
      return [...widePivot(result, dataSet.currency), ...(await others())];
    },
  };
}
