import type { Step } from "../../../analysis/investigation.ts";
import type { Story } from "../../../analysis/story.ts";
import type { AnyInvestigation } from "../../../analysis/totals/totals-investigation.ts";
import { widthOf } from "../../../domain/width.ts";
import type { Style } from "../../theme/theme.ts";
import { type Line, type Segment, seg } from "../../widgets/line.ts";

/** A step of the strip: its number from 0, and its columns on screen. */
interface PlacedStep {
  readonly index: number;
  readonly from: number;
  readonly width: number;
  readonly name: string;
  readonly sign: string;
}

/** The steps, with ✓ for those seen and the mark of their verdict, broken into as few lines as possible. */
export function navigatorLines(
  { steps }: AnyInvestigation,
  current: number,
  story: Story,
  width: number,
): readonly Line[] {
  return placedSteps(steps, story, width).map((row) =>
    row.flatMap(({ index, name, sign }): readonly Segment[] => {
      const step = steps[index];
      if (step === undefined) return [];
      const isHere = index === current;
      const isOut = story.excluded.includes(step.id);
      const isSeen = story.seen.includes(step.id);
      return [
        seg(isHere ? "▸" : isSeen ? "✓" : " ", isHere ? "accent" : "label"),
        seg(name, isHere ? "chosen" : isOut ? "muted" : "label"),
        seg(sign === "" ? "" : ` ${sign}`, isOut ? "muted" : verdictMark(step.verdict).style),
        seg(sign === "" ? "  " : " "),
      ];
    }),
  );
}

/** The number, from 0, of the step at a position of the strip; undefined if there is none. */
export function stepAt(
  { x, y }: { readonly x: number; readonly y: number },
  { steps }: AnyInvestigation,
  story: Story,
  width: number,
): number | undefined {
  return placedSteps(steps, story, width)[y]?.find((one) => x >= one.from && x < one.from + one.width)?.index;
}

function placedSteps(steps: readonly Step[], story: Story, width: number): readonly (readonly PlacedStep[])[] {
  const rows: PlacedStep[][] = [[]];
  let from = 0;
  for (const [index, step] of steps.entries()) {
    const { id, verdict } = step;
    const name = `${index + 1} ${shortName(step)}`;
    const sign = story.excluded.includes(id) ? "-" : story.seen.includes(id) ? verdictMark(verdict).sign : "";
    const own = widthOf(name) + widthOf(sign) + 3;
    if (from + 1 + own > width) {
      rows.push([]);
      from = 0;
    }
    rows.at(-1)?.push({ index, from, width: own, name, sign });
    from += own;
  }
  return rows;
}

/** A verdict as a sign: filled by size, so that it reads without colour; none if there is nothing to weigh. */
export function verdictMark(verdict: Step["verdict"]): { readonly sign: string; readonly style: Style } {
  return marks[verdict] ?? { sign: "", style: "accent" };
}

const small = { sign: "·", style: "muted" } as const;
const marks: Readonly<Partial<Record<Step["verdict"], ReturnType<typeof verdictMark>>>> = {
  major: { sign: "●", style: "loss" },
  moderate: { sign: "◐", style: "loss" },
  minor: { sign: "○", style: "label" },
  offsetting: { sign: "◇", style: "gain" },
  "does not tie out": { sign: "✗", style: "error" },
  "not a driver": small,
  "no change": small,
  "too few": small,
};

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

/** Short name of a step in the strip: a word or two, in the business's own terms if it has any. */
function shortName({ id, title }: Step): string {
  switch (id) {
    case "bag_size":
      return title.toLowerCase();
    case "list_price":
      return title.startsWith("Value per ") ? "value" : "price";
    case "true_up":
      return "true-up";
    case "product_mix":
      return "products";
    default:
      return id;
  }
}
