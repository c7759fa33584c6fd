import { expect, it } from "vitest";
import type { Sheet } from "../../source/export/sheet.ts";
import { toTextTable } from "../../source/export/text-table.ts";

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
