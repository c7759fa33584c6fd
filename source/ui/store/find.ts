import { cell } from "../../domain/cell.ts";
import type { AppState } from "../state/app-state.ts";
import { applied } from "../state/outcome.ts";
import { pick } from "../state/overlay.ts";
import { here, type Program, say } from "../state/program.ts";
import { accepted } from "../state/screen.ts";

/** The list that `/` opens on screens with rows to find. */
export const searchList = "search";

/** Moves to the next row, in the order of the screen, that contains the search text; wraps around at the end. */
export function foundNext(app: AppState, by: 1 | -1, program: Program): AppState {
  const { screen, at } = here(app, program);
  const picker = screen.pickers?.[searchList];
  const matches = app.sought === undefined ? undefined : picker?.items(at, pick(searchList, { input: app.sought }));
  if (picker === undefined || matches === undefined) return say(app, "Nothing to find yet: press / to search");
  const all = picker.items(at, pick(searchList)) ?? [];
  const found = new Set(matches.map(({ value }) => value));
  if (found.size === 0) return say(app, cell(`Nothing has "${app.sought}" in it`));
  const current = all.findIndex(({ value }) => value === picker.current?.(at));
  for (let step = 1; step <= all.length; step += 1) {
    const item = all[(current + by * step + 2 * all.length) % all.length];
    if (item !== undefined && found.has(item.value))
      return applied(app, screen, accepted(picker, at, pick(searchList), item.value), program);
  }
  return app;
}
