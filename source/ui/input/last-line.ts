import type { AppState, Notice } from "../state/app-state.ts";
import { here, type Program } from "../state/program.ts";
import { tourLine } from "../state/tour.ts";
import type { Hint } from "../widgets/hint.ts";
import { footerOf, keyOf } from "./keymap.ts";

/** Content of the last line. */
export type LastLine =
  | { readonly kind: "status"; readonly text: string; readonly sign: string }
  | ({ readonly kind: "notice" } & Notice)
  | { readonly kind: "keys"; readonly hints: readonly Hint[] };

/** What is in progress, a notice, a pending count, the step of the tour, or the keys. */
export function lastLine(app: AppState, program: Program): LastLine {
  const { notice, count, isFresh, overlay } = app;
  const { data } = program;
  const { screen, at } = here(app, program);
  const slots = screen.slots(at).flatMap((name) => data.slot(name) ?? []);
  if (slots.some((slot) => slot.isSlow && slot.isStale && slot.answer !== undefined))
    return status("reading … Esc stops; dimmed figures are the previous ones", "…");
  const isCovered = overlay !== undefined && overlay.kind !== "sql";
  const tour = isCovered ? undefined : tourLine(app, (name) => keyOf(data.keymap, name));
  // Remarks wait for the end of the tour; warnings do not.
  if (notice !== undefined && (tour === undefined || notice.tone !== "label")) return { kind: "notice", ...notice };
  const under = screen.status?.(at);
  if (under !== undefined) return status(under, "…");
  if (count !== "") return status(`${count} times: press a movement key; Esc cancels`, "#");
  if (tour !== undefined) return status(tour, "▸");
  if (isFresh && overlay === undefined && data.dataSet.isSynthetic)
    return status("Synthetic demo data. V: questions to begin with, w: why, ?: all keys", "✓");
  return { kind: "keys", hints: footerOf(app, program) };
}

function status(text: string, sign: string): LastLine {
  return { kind: "status", text, sign };
}
