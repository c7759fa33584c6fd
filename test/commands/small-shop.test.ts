import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runHere } from "../helpers/command-line.ts";
import { scratchFolder } from "../helpers/tiny-warehouse.ts";
import { writeFiles } from "../warehouse/support/scratch.ts";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
/** Findings by step, from an investigation of a shop that records only customer, day and amount. */
let steps: Record<string, string>;
/** What its reader must know. */
let caveats: readonly string[];

beforeAll(async () => {
  scratch = await scratchFolder();
  process.env.GROUNDS_DATA = scratch.path;
  const buyers = Array.from({ length: 40 }, (_, at) => `a-${at},2024-0${(at % 3) + 1}-1${at % 9},${20 + (at % 5)}.00`);
  const lines = [...buyers, "b-1,2024-04-02,7.50", "b-1,2024-04-20,8.50", "a-1,2024-12-30,5.00"];
  await writeFiles(scratch.path, {
    "shop/transactions.csv": `customer_id,transacted_at,net_revenue\n${lines.join("\n")}\n`,
  });
  const periods = ["--base", "2024-Q1", "--compare", "2024-Q2", "--format", "json"];
  const { out } = await runHere("investigate", ...periods, "--source", join(scratch.path, "shop"), "--memory");
  const found: { steps: readonly { id: string; finding: string }[]; caveats: readonly string[] } = JSON.parse(out);
  caveats = found.caveats;
  steps = Object.fromEntries(found.steps.map(({ id, finding }) => [id, finding]));
});
afterAll(() => scratch.remove());

describe("an investigation of a shop with three columns", () => {
  it("says that a handful of customers is too few for intervals, and counts one as one", () => {
    expect(steps.confirm).toContain("(40 customers) and $16.00 in 2024-Q2 (1):");
    expect(steps.confirm).toContain("With 1 customer in 2024-Q2, too few for an interval to be relied on");
  });

  it("says once what the source lacks", () => {
    expect(steps).not.toHaveProperty("welcome");
    const leftOut = caveats.filter((text) => text.startsWith("Left out, as the source has no data: "));
    expect(leftOut).toEqual([
      expect.stringMatching(/welcome offer and prepaid plans \(add discount_offerings, or a mapping\)/),
    ]);
  });

  it("does not take the value per unit for a list price", () => {
    expect(steps.bridge).toMatch(/value per unit/i);
    expect(steps.bridge).not.toMatch(/list price/i);
    expect(steps.list_price).toMatch(
      /^Value per unit alone accounts for -\$\d+\.\d\d .* what a unit brought before discounts and/,
    );
  });
});

describe("the cohorts of a shop that takes back more than it sells", () => {
  it("count a less negative value than a year before as a rise", async () => {
    const sums = [
      ["a", "2023-01-05", "-25.46"],
      ["b", "2024-01-05", "-11.73"],
      ["b", "2024-12-30", "1.00"],
    ];
    const lines = sums.map((sum) => sum.join(",")).join("\n");
    await writeFiles(scratch.path, { "loss/transactions.csv": `customer_id,transacted_at,net_revenue\n${lines}\n` });
    const source = ["--source", join(scratch.path, "loss"), "--memory", "--compare", "year", "--format", "json"];
    const rows: readonly Record<string, unknown>[] = JSON.parse((await runHere("cohorts", ...source)).out);
    const cell = rows.find((row) => row.acquisition_month === "2024-01" && row.tenure_month === 0);
    expect(cell?.net_revenue_per_customer_change_share).toBeCloseTo(13.73 / 25.46, 6);
  });
});
