import { fitTo, widthOf } from "../../domain/width.ts";
import { fitLine, type Line, type Segment, seg } from "./line.ts";

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
