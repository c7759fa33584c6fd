import { cell } from "../../domain/cell.ts";
import { fitTo, widthOf } from "../../domain/width.ts";
import type { WaterfallFigure } from "./document.ts";

const plotWidth = 48;

/** The bridge in characters: one row per bar, from one running total to the next. */
export function textWaterfall({ from, to, bars }: WaterfallFigure): string {
  const totals = [from.value];
  for (const bar of bars) totals.push((totals.at(-1) ?? 0) + bar.contribution);
  const [low, high] = [Math.min(0, ...totals), Math.max(0, ...totals)];
  const column = (value: number) => Math.round(((value - low) / (high - low || 1)) * plotWidth);
  const labels = [from.label, ...bars.map((bar) => bar.label), to.label].map((label) => cell(label));
  const texts = [from.text, ...bars.map((bar) => bar.text), to.text];
  const [labelWidth, textWidth] = [widest(labels, 40), widest(texts, 40)];
  const rows = labels.map((label, index) => {
    const isTotal = index === 0 || index === labels.length - 1;
    const [start, end] = isTotal ? [0, (index === 0 ? from : to).value] : [totals[index - 1] ?? 0, totals[index] ?? 0];
    const [left, right] = [column(Math.min(start, end)), column(Math.max(start, end))];
    const plot = " ".repeat(left) + (isTotal ? "█" : "▓").repeat(Math.max(1, right - left));
    return `${fitTo(label, labelWidth)}  ${fitTo(texts[index] ?? "", textWidth, "right")}  ${plot}`.trimEnd();
  });
  return rows.join("\n");
}

function widest(texts: readonly string[], most: number): number {
  return Math.min(most, Math.max(0, ...texts.map(widthOf)));
}
