import { expect, it } from "vitest";
import { pageLines } from "../../source/ui/screens/page.ts";
import { pageTable } from "../../source/ui/widgets/page-table.ts";

it("shows shares of a page as percentages, and says so in the heading", () => {
  const page = {
    columns: ["month", "variance_share"],
    shares: ["variance_share"],
    rows: [["2025-03", -0.4712]],
    total: 1,
    sql: [],
  };
  const table = pageTable(page, { dataSet: { currency: "USD" } });
  const size = { columns: 60, rows: 10 };
  const lines = pageLines({
    page,
    offset: 0,
    table,
    cursor: { row: 0, column: 0, top: 0, left: 0 },
    size,
    isStale: false,
  });
  const text = lines.map((line) => line.map((segment) => segment.text).join("")).join("\n");
  expect(text).toContain("variance share %");
  expect(text).toMatch(/2025-03 +-47\.1/);
});

it("shows the figures of a row alike, with decimals if one of them has some", () => {
  const columns = ["measure", "plan", "actual", "customers"];
  const rows = [
    ["net_revenue_per_customer", 12, 9.48, 327],
    ["orders", 14_000, 13_696, 5],
  ];
  const page = { columns, figures: ["plan", "actual"], rows, total: 2, sql: [] };
  const [value, count] = pageTable(page, { dataSet: { currency: "USD" } }).rows.map(({ cells }) =>
    cells.map(({ text }) => text),
  );
  expect(value).toEqual(["net_revenue_per_customer", "12.00", "9.48", "327"]);
  expect(count).toEqual(["orders", "14,000", "13,696", "5"]);
});
