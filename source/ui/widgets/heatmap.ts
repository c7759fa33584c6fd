import type { Style, Theme } from "../theme/theme.ts";
import { type Line, type Segment, seg } from "./line.ts";

export type HeatScale = "grid" | "row" | "column" | "off";

const shades = " ░▒▓█";

/** Lowest and highest value, at the ends of the ramp. */
export interface HeatRange {
  readonly low: number;
  readonly high: number;
}

/** The range of the known values; undefined if there is none, or only one, to colour by. */
export function heatRange(values: readonly (number | undefined)[]): HeatRange | undefined {
  const known = values.filter((value): value is number => value !== undefined && Number.isFinite(value));
  if (known.length < 2) return undefined;
  const low = Math.min(...known);
  const high = Math.max(...known);
  return low === high ? undefined : { low, high };
}

/** Step of the ramp for a value, 0 to steps - 1; undefined if it has none. */
export function heatStep(value: number | undefined, range: HeatRange | undefined, steps: number): number | undefined {
  if (value === undefined || range === undefined || !Number.isFinite(value)) return undefined;
  const part = (value - range.low) / (range.high - range.low);
  return Math.max(0, Math.min(steps - 1, Math.floor(part * steps)));
}

/** The style of a step, and its glyph for terminals without colours. */
export function heatLook(step: number | undefined, theme: Theme): { readonly style: Style; readonly glyph: string } {
  if (step === undefined) return { style: "text", glyph: " " };
  return theme.level === "none" ? { style: "text", glyph: shades[step] ?? " " } : { style: `heat${step}`, glyph: " " };
}

/** The ramp from end to end, with the values at its ends and what it is scaled by. */
export function heatLegend(
  range: HeatRange | undefined,
  scale: HeatScale,
  theme: Theme,
  format: (value: number) => string,
): Line {
  if (scale === "off") return [seg("heat off", "label")];
  if (scale === "grid" && range === undefined) return [];
  const ramp: Segment[] = Array.from({ length: theme.heatSteps }, (_, step) => {
    const look = heatLook(step, theme);
    return seg(theme.level === "none" ? look.glyph : "  ", look.style);
  });
  const by = scale === "grid" ? "" : `  by ${scale}`;
  const ends = scale === "grid" && range !== undefined ? [format(range.low), format(range.high)] : ["low", "high"];
  return [seg(`${ends[0]} `, "label"), ...ramp, seg(` ${ends[1]}`, "label"), seg(by, "label")];
}
