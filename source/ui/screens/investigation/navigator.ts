import type { Investigation, Step } from "../../../analysis/investigation.ts";
import type { Story } from "../../../analysis/story.ts";
import { widthOf } from "../../../domain/cell.ts";
import type { Style } from "../../theme/theme.ts";
import { type Line, type Segment, seg } from "../../widgets/line.ts";

/** The steps, those looked at with ✓ and the mark of their verdict, broken into as few lines as they need. */
export function navigatorLines(
  investigation: Investigation,
  current: number,
  story: Story,
  width: number,
): readonly Line[] {
  const lines: Segment[][] = [[]];
  let used = 1;
  investigation.steps.forEach((step, index) => {
    const isHere = index === current;
    const isOut = story.excluded.includes(step.id);
    const isSeen = story.seen.includes(step.id);
    const mark = verdictMark(step.verdict);
    const name = `${index + 1} ${shortNames[step.id]}`;
    const sign = isOut ? "-" : isSeen ? mark.sign : "";
    const wide = widthOf(name) + widthOf(sign) + 3;
    if (used + wide > width) {
      lines.push([]);
      used = 1;
    }
    used += wide;
    lines
      .at(-1)
      ?.push(
        seg(isHere ? "▸" : isSeen ? "✓" : " ", isHere ? "accent" : "label"),
        seg(name, isHere ? "chosen" : isOut ? "muted" : "label"),
        seg(sign === "" ? "" : ` ${sign}`, isOut ? "muted" : mark.style),
        seg(sign === "" ? "  " : " "),
      );
  });
  return lines;
}

/** A verdict as a sign: filled by size, so that it reads without colour; none where there is nothing to weigh. */
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
      return { sign: "?", style: "warning" };
    case "not a driver":
    case "no change":
      return { sign: "·", style: "muted" };
    default:
      return { sign: "", style: "accent" };
  }
}

/** `● major driver`, `ties out`. */
export function verdictLine(verdict: Step["verdict"]): Line {
  const { sign, style } = verdictMark(verdict);
  const shown = sign === "" ? "✓" : sign;
  return [seg(`${shown} ${verdictWords(verdict)} `, style === "muted" ? "label" : style)];
}

export function verdictWords(verdict: Step["verdict"]): string {
  const isSize = verdict === "major" || verdict === "moderate" || verdict === "minor";
  return isSize ? `${verdict} driver` : verdict;
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
