import { widthOf } from "../../domain/width.ts";
import { keyOfLabel } from "../input/keys.ts";
import { lastLine } from "../input/last-line.ts";
import { hintPlace, roomFor } from "../overlays/content.ts";
import { overlayContent } from "../overlays/overlay-content.ts";
import type { AppState } from "../state/app-state.ts";
import { here, type Program } from "../state/program.ts";
import { chipWidth, fittingChips, foldFilters } from "../widgets/chip.ts";
import { fittingHints, hintWidth } from "../widgets/hint.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The key of the clicked chip, footer hint or hint on a dialog's edge; undefined if none was clicked. */
export function keyUnder(app: AppState, point: Point, program: Program): string | undefined {
  const label = labelUnder(app, point, program);
  return label === undefined ? undefined : keyOfLabel(label);
}

const lineOfChips = 1;

function labelUnder(app: AppState, { x, y }: Point, program: Program): string | undefined {
  if (y === app.size.rows - 1) return hintUnder(app, x, program);
  if (app.overlay !== undefined) return edgeUnder(app, app.overlay, { x, y }, program);
  return y === lineOfChips ? chipUnder(app, x, program) : undefined;
}

function chipUnder(app: AppState, x: number, program: Program): string | undefined {
  const { screen, at } = here(app, program);
  const { columns } = app.size;
  const { shown } = fittingChips(foldFilters(screen.chips(at), columns), columns);
  const chip = partAt(shown, (one) => chipWidth(one) - 2, x - 1, 2);
  return chip?.opens ?? chip?.key;
}

function hintUnder(app: AppState, x: number, program: Program): string | undefined {
  const last = lastLine(app, program);
  if (last.kind !== "keys") return undefined;
  return partAt(fittingHints(last.hints, app.size.columns), hintWidth, x - 1, 2)?.key;
}

function edgeUnder(
  app: AppState,
  overlay: NonNullable<AppState["overlay"]>,
  { x, y }: Point,
  program: Program,
): string | undefined {
  const content = overlayContent(app, program);
  if (content === undefined) return undefined;
  const place = hintPlace(content, roomFor(overlay, app.size).width, app.size.columns);
  if (y !== place.y) return undefined;
  return partAt(content.hint.split("   "), widthOf, x - place.x, 3)?.split(" ")[0];
}

/** Which of several parts side by side, separated by `blanks` spaces, is under a column. */
function partAt<Part>(
  parts: readonly Part[],
  width: (part: Part) => number,
  x: number,
  blanks: number,
): Part | undefined {
  let start = 0;
  return parts.find((part) => {
    const isHere = x >= start && x < start + width(part);
    start += width(part) + blanks;
    return isHere;
  });
}
