import type { Action, ActionName } from "./actions.ts";
import type { AppData, AppState } from "./app-state.ts";
import type { Ask } from "./asks.ts";
import { reduce } from "./reduce.ts";
import type { Store } from "./store.ts";
import { wanted } from "./wanted.ts";

/** Keys that change the grid to one that can be told beforehand. */
const likely: readonly ActionName[] = ["axis", "grain", "tenure"];
/** Nobody presses another key so soon after they see what the last one did. */
const restMs = 120;
/** On data where an answer takes longer, it is worked out for those alone who ask. */
const costlyMs = 400;

/**
 * While a grid is looked at, has the grids answered that the next key may ask for, one at a time: that key is then drawn at
 * once. A key that comes meanwhile stops it. Returns what ends it.
 */
export function lookAhead(store: Store): () => void {
  let timer: NodeJS.Timeout | undefined;
  const answerAll = async () => {
    for (const ask of foreseen(store.state(), store.data)) {
      if (!store.queries.isIdle()) return;
      const began = performance.now();
      if (!(await store.queries.prepare(ask)) || performance.now() - began > costlyMs) return;
    }
  };
  const unsubscribe = store.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(() => void answerAll(), restMs);
    timer.unref();
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}

/** What the likely next keys would ask: those that change the grid, or the choice that is marked in a list. */
export function foreseen(state: AppState, data: AppData): readonly Ask[] {
  if (state.place.screen !== "cohorts") return [];
  const actions: readonly Action[] =
    state.overlay === undefined
      ? likely.map((name) => ({ type: "do", name, count: 1 }))
      : state.overlay.kind === "pick"
        ? [{ type: "prompt", key: "accept" }]
        : [];
  return actions.flatMap((action) => wanted(reduce(state, action, data), data).get("grid") ?? []);
}
