import { cell } from "../../domain/cell.ts";
import { footerOf, keyOf } from "../input/keymap.ts";
import { overlayContent } from "../overlays/overlay-content.ts";
import { itemsOf } from "../overlays/pickers.ts";
import type { AppState } from "../state/app-state.ts";
import { here, type Program } from "../state/program.ts";
import { tourLine } from "../state/tour.ts";
import { foldFilters } from "../widgets/chip.ts";
import { textOf } from "../widgets/line.ts";
import { spokenOverlay } from "./overlay-sentences.ts";

/** The screen as sentences for a screen reader: location, what is shown, what is under the cursor, its row, the keys. */
export function spokenLines(app: AppState, program: Program): readonly string[] {
  const { screen, at } = here(app, program);
  const { dataSet, keymap } = program.data;
  const chips = foldFilters(screen.chips(at), app.size.columns).map((chip) => chip.text);
  const keys = footerOf(app, program).map((one) => `${one.key} ${one.label}`);
  const span = `${cell(dataSet.name)}${dataSet.isSynthetic ? ", synthetic" : ""}, ${dataSet.from} to ${dataSet.to}`;
  const status = screen.status?.(at);
  const tour = tourLine(app, (name) => keyOf(keymap, name));
  return [
    `${["grounds", screen.title, ...(screen.crumbs?.(at) ?? [])].join(", ")}.`,
    `Data: ${screen.right === undefined ? span : textOf(screen.right(at))}.`,
    `Shown: ${chips.join("; ")}.`,
    ...(app.overlay === undefined ? screen.spoken(at) : overlayLines(app, program)),
    ...(app.count === "" ? [] : [`${app.count} times what comes next.`]),
    ...(app.notice === undefined ? [] : [`${app.notice.text}.`]),
    ...(status === undefined ? [] : [status]),
    ...(tour === undefined ? [] : [tour]),
    `Keys: ${keys.join(", ")}.`,
  ];
}

function overlayLines(app: AppState, program: Program): readonly string[] {
  const { overlay } = app;
  const content = overlayContent(app, program);
  if (overlay === undefined || content === undefined) return [];
  return spokenOverlay(overlay, content, overlay.kind === "pick" ? itemsOf(overlay, app, program) : []);
}
