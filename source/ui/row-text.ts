import { cell } from "../domain/cell.ts";
import type { GridRow } from "../domain/cohort.ts";
import type { SliceResult } from "../domain/slice-result.ts";
import type { AppData, AppState } from "./app-state.ts";
import { pipelineColumn, pipelineRow, pipelineTable } from "./screens/pipeline/texts.ts";
import { boardDimensions } from "./screens/slices/state.ts";

type Values = readonly (string | number | null | undefined)[];

/** The value under the cursor as text, a number as data and not as written; undefined where there is none. */
export function cellText(state: AppState, data: AppData): string | undefined {
  const { place } = state;
  const row = rowValues(state, data);
  if (row === undefined) return undefined;
  switch (place.screen) {
    case "cohorts":
      return oneText(row[place.cohorts.cursor.column + 2]);
    case "slices":
      return oneText(row[place.slices.view === "boards" ? 1 : place.slices.cursor.column]);
    case "rows":
      return oneText(row[place.rows.cursor.column]);
    case "pipeline":
      return oneText(row[pipelineColumn(place.pipeline)]);
    case "investigation":
      return oneText(row[2]);
  }
}

/** The row under the cursor as text between tabs; undefined where there is none. */
export function rowText(state: AppState, data: AppData): string | undefined {
  const values = rowValues(state, data);
  return values === undefined ? undefined : lineText(values);
}

/** All rows that are on screen or scrolled out of it, with their header, as lines of text between tabs. */
export function tableText(state: AppState, data: AppData): string | undefined {
  const table = tableValues(state, data);
  return table?.map(lineText).join("\n");
}

function tableValues(state: AppState, data: AppData): readonly Values[] | undefined {
  const { place } = state;
  switch (place.screen) {
    case "cohorts": {
      const grid = data.grid()?.grid;
      if (grid === undefined) return undefined;
      const head = ["cohort", "customers", ...grid.columns.map((column) => column.label)];
      return [head, ...[...grid.rows, grid.total].map((row) => gridValues(row))];
    }
    case "slices": {
      const result = slicesResult(state, data);
      return result === undefined
        ? undefined
        : [result.columns.map((column) => column.name), ...result.rows.map((row) => row.values)];
    }
    case "rows": {
      const page = data.page()?.page;
      return page === undefined ? undefined : [page.columns, ...page.rows];
    }
    case "pipeline":
      return pipelineTable(place.pipeline, data.pipeline(), data.page()?.page);
    case "investigation":
      return data.investigation()?.steps.map((step) => [step.title, step.verdict, step.finding]);
  }
}

function rowValues(state: AppState, data: AppData): Values | undefined {
  const { place } = state;
  switch (place.screen) {
    case "cohorts": {
      const row = data.grid()?.grid.rows[place.cohorts.cursor.row];
      return row === undefined ? undefined : gridValues(row);
    }
    case "slices": {
      const at = place.slices.view === "boards" ? place.slices.item : place.slices.cursor.row;
      return slicesResult(state, data)?.rows[at]?.values;
    }
    case "rows": {
      const found = data.page();
      return found?.page.rows[place.rows.cursor.row - found.offset];
    }
    case "pipeline": {
      const found = data.page();
      return pipelineRow(place.pipeline, data.pipeline(), found?.page, found?.offset ?? 0);
    }
    case "investigation": {
      const step = data.investigation()?.steps[place.investigation.step];
      return step === undefined ? undefined : [step.title, step.verdict, step.finding];
    }
  }
}

/** What is not complete has its mark, which keeps it out of a spreadsheet's sums. */
function gridValues({ label, customers, cells }: GridRow): Values {
  const texts = cells.map((one) => (one?.value === undefined || one.complete ? one?.value : `${one.value}*`));
  return [label, customers, ...texts];
}

function slicesResult(state: AppState, data: AppData): SliceResult | undefined {
  const { slices } = state.place;
  if (slices.view !== "boards") return data.slice("table");
  return data.slice(`board:${boardDimensions(data.catalog)[slices.board]?.name ?? ""}`);
}

function oneText(value: Values[number]): string | undefined {
  return value === null || value === undefined ? undefined : cell(value);
}

function lineText(values: Values): string {
  return values.map((value) => cell(value)).join("\t");
}
