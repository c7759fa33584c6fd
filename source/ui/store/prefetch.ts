import type { Action, ActionName } from "../state/actions.ts";
import type { AppState } from "../state/app-state.ts";
import type { CoreQuery } from "../state/core-query.ts";
import { type Program, screenIn } from "../state/program.ts";
import { reduce } from "./reduce.ts";
import { queriesOf, type Store } from "./store.ts";

/** Nobody presses another key so soon after seeing the effect of the last one. */
const restMs = 120;
/** On data with slower answers, nothing is prefetched. */
const costlyMs = 400;

/**
 * While a screen is being read, answers what the next key may need, one query at a time, so that this key is drawn at once. A
 * key pressed meanwhile stops it. Returns a function that ends it.
 */
export function prefetch(store: Store): () => void {
  let timer: NodeJS.Timeout | undefined;
  const answerAll = async () => {
    for (const query of likelyQueries(store.state(), store)) {
      if (!store.queries.isIdle()) return;
      const began = performance.now();
      if (!(await store.queries.prepare(query)) || performance.now() - began > costlyMs) return;
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

/** The queries of the likely next keys: those that the screen names, or the choice under the cursor of a list. */
export function likelyQueries(app: AppState, program: Program): readonly CoreQuery[] {
  const { prefetch: likely } = screenIn(program, app);
  if (likely === undefined) return [];
  return nextActions(app, likely.actions).flatMap(
    (action) => queriesOf(reduce(app, action, program), program).get(likely.slot) ?? [],
  );
}

function nextActions({ overlay }: AppState, likely: readonly ActionName[]): readonly Action[] {
  if (overlay?.kind === "pick") return [{ type: "prompt", key: "accept" }];
  return overlay === undefined ? likely.map((name) => ({ type: "do", name, count: 1 })) : [];
}
