import type { Investigation, Step } from "../../../analysis/investigation.ts";
import { widthOf } from "../../../domain/cell.ts";
import type { Style } from "../../theme/theme.ts";
import { type Line, type Segment, seg } from "../../widgets/line.ts";
import type { InvestigationState } from "./state.ts";

/** The steps with the mark of their verdict, broken into as few lines as they need. */
export function navigatorLines(
  investigation: Investigation,
  state: InvestigationState,
  width: number,
): readonly Line[] {
  const lines: Segment[][] = [[]];
  let used = 1;
  investigation.steps.forEach((step, index) => {
    const isHere = index === state.step;
    const isOut = state.excluded.includes(step.id);
    const mark = verdictMark(step.verdict);
    const name = `${index + 1} ${shortNames[step.id]}`;
    const wide = widthOf(name) + 4;
    if (used + wide > width) {
      lines.push([]);
      used = 1;
    }
    used += wide;
    lines
      .at(-1)
      ?.push(
        seg(isHere ? "▸" : " ", "accent"),
        seg(name, isHere ? "chosen" : isOut ? "muted" : "label"),
        seg(` ${isOut ? "-" : mark.sign} `, isOut ? "muted" : mark.style),
      );
  });
  return lines;
}

/** A verdict as a sign: filled by size, so that it reads without colour. */
export function verdictMark(verdict: Step["verdict"]): { readonly sign: string; readonly style: Style } {
  switch (verdict) {
    case "major":
      return { sign: "●", style: "loss" };
    case "moderate":
      return { sign: "◐", style: "loss" };
    case "minor":
      return { sign: "○", style: "label" };
    case "offsetting":
      return { sign: "◇", style: "gain" };
    case "does not tie out":
      return { sign: "✗", style: "error" };
    case "no data":
      return { sign: "?", style: "muted" };
    case "not a driver":
    case "no change":
      return { sign: "·", style: "muted" };
    default:
      return { sign: "✓", style: "accent" };
  }
}

const shortNames: Readonly<Record<Step["id"], string>> = {
  confirm: "confirm",
  true_up: "true-up",
  welcome: "welcome",
  prepaid: "prepaid",
  bag_size: "bag size",
  profile: "profile",
  list_price: "price",
  returns: "returns",
  volume: "volume",
  bridge: "bridge",
  segments: "segments",
  report: "report",
};
