import { describe, expect, it } from "vitest";
import { openBuilt } from "../../source/commands/bring-up-to-date.ts";
import { integrityLines } from "../../source/commands/tell-integrity.ts";
import { warehouseErrors } from "../../source/errors/warehouse.ts";

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

  it("give the share of bad rows as specified", () => {
    const { why } = warehouseErrors.badRows({ bad: "1 of 2", share: 0.07, reasons: "x", first: "y" });
    expect(why).toContain("More than 7 % of a table");
  });
});

it("does not say that a warehouse was built if it never was", async () => {
  const choice = { source: "x", mapping: undefined, warehouse: "/nowhere/w.duckdb", isDemo: false, vars: {} };
  await expect(openBuilt(choice, undefined)).rejects.toMatchObject({
    why: expect.stringContaining("No build of this source has finished"),
  });
});
