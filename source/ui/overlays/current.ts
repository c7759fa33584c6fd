import { printPeriod } from "../../domain/period.ts";
import type { AppData, AppState } from "../app-state.ts";
import { questionInView } from "../reduce-investigation.ts";
import { itemsOf } from "../screens/pipeline/state.ts";
import type { PickOverlay } from "./state.ts";

/** The entry of a list that holds now, so that the list opens on it; undefined where none or several may. */
export function currentOf(purpose: PickOverlay["purpose"], state: AppState, data: AppData): string | undefined {
  const { cohorts, slices, investigation } = state.place;
  const { period, against, top } = slices.slice;
  switch (purpose) {
    case "measure":
      return cohorts.query.measure;
    case "split":
      return cohorts.query.split ?? "";
    case "compare":
      return cohorts.query.compare ?? "";
    case "benchmark":
      return cohorts.benchmark;
    case "search":
      if (state.place.screen === "pipeline") return modelInView(state, data);
      return data.grid()?.grid.rows[cohorts.cursor.row]?.key;
    case "period":
      return period === undefined ? "all" : printPeriod(period);
    case "against":
      return typeof against === "object" ? printPeriod(against) : (against ?? "none");
    case "top":
      return String(top ?? "none");
    case "metric":
      return questionInView(state, data)?.metric;
    case "step":
      return data.investigation()?.steps[investigation.step]?.id;
    default:
      return undefined;
  }
}

/** The model that is open, else the one that the cursor is on. */
function modelInView({ place }: AppState, data: AppData): string | undefined {
  const { model, view, cursor } = place.pipeline;
  const pipeline = data.pipeline();
  if (model !== undefined || view !== "models" || pipeline === undefined) return model;
  return itemsOf(pipeline)[cursor.row]?.name;
}
