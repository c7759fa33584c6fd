import type { Statement } from "../domain/cohort.ts";
import type { AppData, AppState } from "./app-state.ts";
import { itemsOf, openModel, rowsInView } from "./screens/pipeline/state.ts";
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
    case "pipeline": {
      const rows = rowsInView(place.pipeline) === undefined ? undefined : data.page()?.page.sql;
      const items = data.pipeline();
      const at = items === undefined ? undefined : itemsOf(items)[place.pipeline.cursor.row]?.model;
      const model = openModel(place.pipeline, items) ?? (place.pipeline.view === "models" ? at : undefined);
      return rows ?? (model === undefined ? [] : [{ sql: model.sql, params: [] }]);
    }
    case "investigation":
      return data.investigation()?.steps[place.investigation.step]?.sql ?? [];
    case "slices": {
      if (place.slices.view !== "boards") return data.slice("table")?.sql ?? [];
      const dimension = boardDimensions(data.catalog)[place.slices.board];
      return dimension === undefined ? [] : (data.slice(`board:${dimension.name}`)?.sql ?? []);
    }
  }
}
