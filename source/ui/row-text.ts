import { cell } from "../domain/cell.ts";
import type { AppData, AppState } from "./app-state.ts";
import { boardDimensions } from "./screens/slices/state.ts";

/** The row under the cursor as text between tabs, numbers as data and not as written; undefined where there is none. */
export function rowText(state: AppState, data: AppData): string | undefined {
  const values = rowValues(state, data);
  return values?.map((value) => cell(value)).join("\t");
}

function rowValues(state: AppState, data: AppData): readonly (string | number | null | undefined)[] | undefined {
  const { place } = state;
  switch (place.screen) {
    case "cohorts": {
      const row = data.grid()?.grid.rows[place.cohorts.cursor.row];
      return row === undefined ? undefined : [row.key, row.customers, ...row.cells.map((one) => one?.value)];
    }
    case "slices": {
      if (place.slices.view !== "boards") return data.slice("table")?.rows[place.slices.cursor.row]?.values;
      const dimension = boardDimensions(data.catalog)[place.slices.board];
      return data.slice(`board:${dimension?.name ?? ""}`)?.rows[place.slices.item]?.values;
    }
    case "rows": {
      const found = data.page();
      return found?.page.rows[place.rows.cursor.row - found.offset];
    }
    case "investigation": {
      const step = data.investigation()?.steps[place.investigation.step];
      return step === undefined ? undefined : [step.title, step.verdict, step.finding];
    }
  }
}
