import Table from "cli-table3";
import { readableRows } from "./markdown.ts";
import type { Sheet } from "./sheet.ts";

const blankLines = Object.fromEntries(
  [
    "top",
    "top-mid",
    "top-left",
    "top-right",
    "bottom",
    "bottom-mid",
    "bottom-left",
    "bottom-right",
    "left",
    "left-mid",
    "mid",
    "mid-mid",
    "right",
    "right-mid",
  ].map((name) => [name, ""]),
);

/** The table that commands print on a terminal: a header, aligned columns, no boxes. */
export function toTextTable(sheet: Sheet): string {
  const table = new Table({
    head: sheet.columns.map((column) => column.name),
    chars: { ...blankLines, middle: "  " },
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
    colAligns: sheet.columns.map((column) => (column.unit === "text" && column.isRight !== true ? "left" : "right")),
  });
  table.push(...readableRows(sheet).map((row) => [...row]));
  return `${table.toString().split("\n").map(withoutPadding).join("\n")}\n`;
}

/** Without the blanks at its end, found from there: looked for from the front, one very wide value takes minutes. */
function withoutPadding(line: string): string {
  let end = line.length;
  while (line[end - 1] === " ") end -= 1;
  return line.slice(0, end);
}
