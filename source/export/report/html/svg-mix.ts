import type { MixFigure } from "../document.ts";
import { bar, label, svg } from "./svg.ts";
import type { Html } from "./tag.ts";

const width = 380;
const row = 50;
const top = 26;
const plot = { left: 2, right: 322 };

/** Two bars per category: its share in the base period above that in the compare period. */
export function mixSvg(figure: MixFigure): Html {
  const most = Math.max(1e-9, ...figure.rows.flatMap((one) => one.values));
  const x = (share: number) => plot.left + (Math.max(0, share) / most) * (plot.right - plot.left);
  const rows = figure.rows.flatMap((one, index) => {
    const y = top + index * row;
    return [
      label(plot.left, y + 14, one.label, { most: 52 }),
      bar(plot.left, x(one.values[0]), y + 20, 9, "then-fill"),
      label(x(one.values[0]) + 6, y + 28.5, one.texts[0], { style: "tick num" }),
      bar(plot.left, x(one.values[1]), y + 31, 9, "now-fill"),
      label(x(one.values[1]) + 6, y + 39.5, one.texts[1], { style: "tick num now-ink" }),
    ];
  });
  const key = [
    bar(plot.left, plot.left + 12, 5, 9, "then-fill"),
    label(plot.left + 18, 13.5, figure.labels[0], { style: "tick", most: 22 }),
    bar(plot.left + 150, plot.left + 162, 5, 9, "now-fill"),
    label(plot.left + 168, 13.5, figure.labels[1], { style: "tick now-ink", most: 22 }),
  ];
  return svg(figure, { width, height: top + figure.rows.length * row }, "mix", [...key, ...rows]);
}
