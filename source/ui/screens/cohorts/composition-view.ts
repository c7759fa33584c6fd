import { isFigure } from "../../../domain/amount.ts";
import type { Catalog } from "../../../domain/catalog.ts";
import { formatCell, formatNumber } from "../../../domain/format.ts";
import type { SliceResult } from "../../../domain/slice-result.ts";
import { fitTo, widthOf } from "../../../domain/width.ts";
import { bar } from "../../widgets/bars.ts";
import { fitLine, type Line, seg } from "../../widgets/line.ts";
import { columnFormat, dimensionText } from "../../widgets/result-table.ts";
import type { ScreenContext } from "../screen-context.ts";

/** The composition of a cell by one dimension; undefined while being read. */
export interface Composition {
  readonly dimension: string;
  readonly result: SliceResult | undefined;
}

const wanted = ["transaction_type", "marketing_channel", "bag_size", "discount_program", "region"];
const maxRows = 5;

/** The dimensions that break down the cell under the cursor: those that this data has, three at most. */
export function compositionDimensions(catalog: Catalog): readonly string[] {
  const has = (name: string) => catalog.dimensions.some((one) => one.name === name);
  const named = wanted.filter(has);
  const others = catalog.dimensions.filter((one) => one.type === "text" && !wanted.includes(one.name));
  return [...named, ...others.map((one) => one.name)].slice(0, 3);
}

interface CompositionView extends Pick<ScreenContext, "catalog" | "currency"> {
  readonly composition: readonly Composition[];
}

/** The second pane: a block of bars per dimension. */
export function compositionLines(view: CompositionView, width: number, height: number): readonly Line[] {
  const parts = view.composition;
  const rows = Math.max(2, Math.min(maxRows, Math.floor((height - 2) / Math.max(1, parts.length)) - 2));
  const title: Line = fitLine([seg("made of", "strong")], width);
  return [title, ...parts.flatMap((part) => blockLines(part, view, width, rows))].slice(0, height);
}

function blockLines(
  part: Composition,
  { catalog, currency }: CompositionView,
  width: number,
  height: number,
): readonly Line[] {
  const label = catalog.dimensions.find((one) => one.name === part.dimension)?.label ?? part.dimension;
  const { result } = part;
  const index = result?.columns.findIndex((column) => column.role === "measure") ?? -1;
  const column = result?.columns[index];
  const head: readonly Line[] = [[], [seg(label.toLowerCase(), "accent")]];
  if (result === undefined || column === undefined) return [...head, [seg("…", "muted")]];
  const format = columnFormat(column, catalog);
  const rows = result.rows.filter((row) => row.kind === "row" || row.kind === "other").slice(0, height);
  if (rows.length === 0) return [...head, [seg("nothing", "label")]];
  const figures = rows.map(({ values }) => values[index]).map((value) => (isFigure(value) ? value : 0));
  const numbers = figures.map(Number);
  const texts = figures.map((value) => formatCell(value, format, { currency }));
  const valueWidth = Math.max(...texts.map(widthOf));
  const total = Number(result.rows.find((row) => row.kind === "total")?.values[index] ?? 0);
  const max = Math.max(...numbers.map(Math.abs));
  return [
    ...head,
    ...rows.map((row, at): Line => {
      const name = row.kind === "other" ? "other" : dimensionText(row.values[0]);
      const share = total === 0 ? undefined : (numbers[at] ?? 0) / total;
      const tail = `${fitTo(texts[at] ?? "", valueWidth + 1, "right")}${fitTo(formatNumber(share, "percent").replace(/\.\d/, ""), 6, "right")}`;
      const barWidth = Math.max(2, width - 13 - widthOf(tail));
      return fitLine(
        [seg(`${fitTo(name, 12)} `), seg(bar(numbers[at] ?? 0, max, barWidth), "label"), seg(tail, "text")],
        width,
      );
    }),
  ];
}
