import { fitTo, widthOf } from "../../domain/width.ts";
import type { Theme } from "../theme/theme.ts";
import { fitLine, type Line, lineWidth, paint, type Segment, seg, spread, wrapText } from "./line.ts";

export interface Chip {
  readonly key: string;
  readonly text: string;
  /** Set by the user, and so brighter than a default. */
  readonly isSet: boolean;
  /** One of the filters, of which several can be told as one where there is no room. */
  readonly isFilter?: boolean;
}

/** Columns of a chip, with its key and the blanks after it. */
export function chipWidth({ key, text }: Chip): number {
  return (key === "" ? 0 : widthOf(key) + 1) + widthOf(text) + 2;
}

/** The chips with so many filters counted, the earliest first, that what stands behind them has room too. */
export function foldFilters(chips: readonly Chip[], width: number): readonly Chip[] {
  const filters = chips.filter((chip) => chip.isFilter === true);
  const first = chips.findIndex((chip) => chip.isFilter === true);
  const fits = (some: readonly Chip[]) => some.reduce((sum, chip) => sum + chipWidth(chip), 1) <= width;
  let shown = chips;
  const least = filters.length > 1 ? 1 : 2;
  for (let folded = least; folded <= filters.length && !fits(shown); folded++) {
    const kept = filters.slice(folded);
    const text = kept.length > 0 ? `+${folded} more` : `${folded} filters`;
    const rest = { key: filters[0]?.key ?? "", text, isSet: true };
    shown = [...chips.slice(0, first), ...kept, rest, ...chips.slice(first + filters.length)];
  }
  return shown;
}

/** Line 1: where we are on the left; data set, span and freshness on the right. */
export function titleLine(crumbs: readonly string[], rightOf: (room: number) => Line, width: number): Line {
  const left = crumbs.flatMap((crumb, index): readonly Segment[] => [
    ...(index === 0 ? [seg(" ")] : [seg(" ▸ ", "rule")]),
    seg(crumb, index === 0 ? "title" : index === 1 ? "strong" : "text"),
  ]);
  return spread(left, [...rightOf(width - lineWidth(left) - 4), seg(" ")], width);
}

/** Line 2: what is shown, each part with the key that changes it; what does not fit is left out whole. */
export function chipLine(chips: readonly Chip[], width: number): Line {
  const shown: Segment[] = [seg(" ")];
  let used = 1;
  for (const chip of chips) {
    const key = chip.key === "" ? "" : `${chip.key} `;
    const wide = chipWidth(chip);
    if (used + wide > width) {
      if (used + 1 < width) shown.push(seg("…", "muted"));
      break;
    }
    shown.push(seg(key, "key"), seg(`${chip.text}  `, chip.isSet ? "text" : "label"));
    used += wide;
  }
  return fitLine(shown, width);
}

/** The last line: keys that work here, most useful first, `?` always. */
export function footerLine(keys: readonly { readonly key: string; readonly label: string }[], width: number): Line {
  const help = keys.find((one) => one.key === "?");
  const rest = keys.filter((one) => one !== help);
  const tail: readonly Segment[] = help === undefined ? [] : [seg(help.key, "key"), seg(` ${help.label} `, "label")];
  const shown: Segment[] = [seg(" ")];
  let left = width - 1 - lineWidth(tail);
  for (const one of rest) {
    const wide = widthOf(one.key) + widthOf(one.label) + 3;
    if (wide > left) break;
    shown.push(seg(one.key, "key"), seg(` ${one.label}  `, "label"));
    left -= wide;
  }
  return fitLine([...shown, ...tail], width);
}

type Tone = "label" | "warning" | "error";

/** A hint in place of the footer, in one line. */
export function hintLine(text: string, width: number, sign = "✓"): Line {
  return noticeLine(text, "label", width, sign);
}

/** A message in place of the footer, above it too where it is long; several lines are set apart by a rule. */
export function noticeLines(text: string, tone: Tone, width: number): readonly Line[] {
  const sign = tone === "label" ? "✓" : "!";
  const lines = wrapText(text, width - 4).map((part, index) => noticeLine(part, tone, width, index === 0 ? sign : " "));
  return lines.length > 1 ? [ruleLine("", width), ...lines] : lines;
}

function noticeLine(text: string, tone: Tone, width: number, sign: string): Line {
  const [mark, said] = tone === "label" ? (["accent", "text"] as const) : ([tone, tone] as const);
  return fitLine([seg(` ${sign} `, mark), seg(text, said)], width);
}

/** Painted rows cut or filled up to a height, so that nothing below them ever moves. */
export function filled(rows: readonly string[], height: number): readonly string[] {
  return Array.from({ length: height }, (_, index) => rows[index] ?? "");
}

/** Two painted blocks side by side with a rule between; the left one has that width in every row. */
export function beside(
  left: readonly string[],
  right: readonly string[],
  leftWidth: number,
  height: number,
  theme: Theme,
): readonly string[] {
  const rule = paint([seg("│ ", "rule")], theme);
  const blank = " ".repeat(leftWidth);
  return Array.from({ length: height }, (_, index) => `${left[index] ?? blank}${rule}${right[index] ?? ""}`);
}

/** A rule over the whole width, with a title set into it. */
export function ruleLine(title: string, width: number): Line {
  if (title === "") return [seg("─".repeat(width), "rule")];
  const text = ` ${title} `;
  return fitLine(
    [seg("──", "rule"), seg(text, "label"), seg("─".repeat(Math.max(0, width - 2 - widthOf(text))), "rule")],
    width,
  );
}

/** A label and its value, for detail panes. */
export function fact(label: string, value: string, width: number, style: Segment["style"] = "text"): Line {
  const labelWidth = Math.min(16, Math.max(10, width - widthOf(value) - 1));
  return fitLine(
    [seg(fitTo(label, labelWidth), "label"), seg(fitTo(value, width - labelWidth, "right"), style)],
    width,
  );
}
