import type { Statement } from "../domain/cohort.ts";
import type { AppData, AppState } from "./app-state.ts";
import { boardDimensions } from "./screens/slices/state.ts";

/** The SQL behind what is on screen, each statement with its bound values in a comment. */
export function sqlOnScreen(state: AppState, data: AppData): readonly string[] {
  return statements(state, data).map(({ sql, params }) => {
    const values = params.map((value, index) => `$${index + 1} = ${JSON.stringify(value)}`).join(", ");
    return values === "" ? `${sql.trim()}\n` : `-- ${values}\n${sql.trim()}\n`;
  });
}

function statements(state: AppState, data: AppData): readonly Statement[] {
  const { place } = state;
  switch (place.screen) {
    case "cohorts":
      return data.grid()?.grid.sql ?? [];
    case "rows":
      return data.page()?.page.sql ?? [];
    case "investigation":
      return data.investigation()?.steps[place.investigation.step]?.sql ?? [];
    case "slices": {
      if (place.slices.view !== "boards") return data.slice("table")?.sql ?? [];
      const dimension = boardDimensions(data.catalog)[place.slices.board];
      return dimension === undefined ? [] : (data.slice(`board:${dimension.name}`)?.sql ?? []);
    }
  }
}
