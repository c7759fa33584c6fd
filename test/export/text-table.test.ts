import { expect, it } from "vitest";
import { toMarkdown } from "../../source/export/markdown.ts";
import type { Sheet } from "../../source/export/sheet.ts";
import { toTextTable } from "../../source/export/text-table.ts";
import { ValueBody } from "../../source/export/xlsx/sheet-body.ts";
import { styleMark } from "../../source/export/xlsx/styles.ts";

const sheetOf = (rows: readonly (readonly string[])[]): Sheet => ({
  columns: [
    { name: "region", unit: "text" },
    { name: "channel", unit: "text" },
  ],
  rows,
});

it("aligns columns and leaves no blanks at the end of a line", () => {
  expect(
    toTextTable(
      sheetOf([
        ["north", "a"],
        ["s", "organic"],
      ]),
    ),
  ).toBe("region  channel\nnorth   a\ns       organic\n");
});

it("with one very wide value does not read the padding of every line again and again", () => {
  const rows = [["x".repeat(60_000), "a"], ...Array.from({ length: 100 }, () => ["y", ""])];
  const lines = toTextTable(sheetOf(rows)).split("\n");
  expect(lines).toHaveLength(103);
  expect(lines[2]).toBe("y");
});

it("writes counts without decimals where rows are of different measures, in a workbook too", async () => {
  const sheet: Sheet = {
    columns: [
      { name: "measure", unit: "text" },
      { name: "plan", unit: "number" },
      { name: "share", unit: "ratio" },
    ],
    rows: [
      ["net_revenue", 62_000, 0.5],
      ["orders", 4000, 0.5],
    ],
    rowUnits: ["number", "count"],
  };
  expect(toTextTable(sheet).split("\n").slice(1, 3)).toEqual([
    "net_revenue  62,000.00  50.0 %",
    "orders           4,000  50.0 %",
  ]);
  expect(toMarkdown(sheet)).toContain("| orders | 4,000 | 50.0 % |");
  const written = await new ValueBody(sheet, sheet.rows).next().next();
  const xml = String(written.value);
  expect(xml).toContain(`<c r="B2"${styleMark("decimal", "plain")}><v>62000</v>`);
  expect(xml).toContain(`<c r="B3"${styleMark("count", "plain")}><v>4000</v>`);
});
