import { cell } from "../../domain/cell.ts";
import type { RowPage } from "../../domain/slice-result.ts";
import { widthOf } from "../../domain/width.ts";
import { type Line, seg, wrapText } from "../widgets/line.ts";
import { mostCellWidth } from "../widgets/page-table.ts";

const mostLines = 4;

/** The texts of a row that its columns cut, whole; as many lines for every row, so that moving shifts nothing. */
export function cutLines({ columns, rows }: RowPage, at: number, width: number): readonly Line[] {
  const lines = rows.map((row) =>
    row.flatMap((value, index) => {
      const text = typeof value === "string" ? cell(value) : "";
      if (widthOf(text) <= mostCellWidth) return [];
      return wrapText(`${(columns[index] ?? "").replaceAll("_", " ")}: ${text}`, width - 2);
    }),
  );
  const height = Math.min(mostLines, Math.max(0, ...lines.map((one) => one.length)));
  return Array.from({ length: height }, (_, index): Line => [seg(` ${lines[at]?.[index] ?? ""}`, "label")]);
}
