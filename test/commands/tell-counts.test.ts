import { describe, expect, it } from "vitest";
import { openBuilt } from "../../source/commands/bring-up-to-date.ts";
import { integrityLines } from "../../source/commands/tell-integrity.ts";
import { warehouseErrors } from "../../source/errors/warehouse.ts";
import { summaryLines } from "../../source/ui/overlays/summary-lines.ts";
import { wordsIn } from "../../source/ui/widgets/line.ts";

const empty = {
  ...{
    tables: [],
    readings: [],
    guests: undefined,
    conversions: [],
    assumptions: [],
    unlisted: [],
    doubtful: [],
    largeDiscounts: undefined,
    rounded: [],
  },
  ...{ missing: [], chosen: [] },
};

describe("counts on the log", () => {
  it("have commas between thousands, as on the screens", () => {
    const table = {
      table: "transactions",
      files: ["lines.csv"],
      joined: [],
      records: 541909,
      loaded: 406223,
      quarantined: 1200,
      leftOut: 134486,
      reasons: [["not a date", 1200]],
    } as const;
    expect(integrityLines({ ...empty, tables: [table] })[0]).toMatch(
      /541,909 records of lines\.csv: 406,223 loaded, 1,200 quarantined \(not a date 1,200\), 134,486 left out/,
    );
  });

  it("say of a table in the order lines' own file how many of its lines add nothing to it", () => {
    const lines = {
      ...{
        table: "transactions",
        files: ["orders.csv"],
        joined: [],
        records: 1200,
        loaded: 1180,
        quarantined: 0,
        leftOut: 20,
      },
      reasons: [],
    };
    const refunds = { ...lines, table: "reversals", loaded: 60, leftOut: 1140 };
    const told = integrityLines({ ...empty, tables: [lines, refunds] });
    expect(told[0]).toMatch(/1,180 loaded, 20 left out \(/);
    expect(told[1]).toMatch(/reversals: .* 60 loaded, 1,140 order lines add none$/);
    const screen = summaryLines({ ...empty, tables: [lines, refunds] }, { quarantine: "!", summary: "I" }, 76);
    expect(screen.map(wordsIn).join("\n")).toMatch(/20 {2}left out: filtered out.*1,140 {2}order lines add none/s);
  });

  it("give the share of bad rows as specified", () => {
    const { why } = warehouseErrors.badRows({
      bad: "1 of 2",
      share: 0.07,
      reasons: "x",
      first: "y",
      lacksCustomers: false,
    });
    expect(why).toContain("More than 7 % of a table");
  });
});

it("does not say that a warehouse was built if it never was", async () => {
  const choice = { source: "x", mapping: undefined, warehouse: "/nowhere/w.duckdb", isDemo: false, vars: {} };
  await expect(openBuilt(choice, undefined)).rejects.toMatchObject({
    why: expect.stringContaining("No build of this source has finished"),
  });
});
