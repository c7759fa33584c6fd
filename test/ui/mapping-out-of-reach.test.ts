import { expect, it } from "vitest";
import type { DraftDecision, MappingDraft } from "../../source/domain/mapping-draft.ts";
import { reduceMapping } from "../../source/ui/screens/mapping/reduce.ts";
import { initialMapping } from "../../source/ui/screens/mapping/state.ts";

const totals = (netRevenue: string) => ({ netRevenue, orders: 1, customers: 1, from: undefined, to: undefined });
const decision: DraftDecision = {
  ...{
    id: "file refunds.csv",
    about: "refunds.csv",
    taken: "left-out",
    because: "",
    effect: undefined,
    isAssumption: true,
  },
  readings: [
    { id: "left-out", says: "not taken off", totals: totals("120.00") },
    { id: "counted", says: "taken off", totals: totals("112.50"), isOutOfReach: true },
  ],
};
const draft: MappingDraft = {
  isCounted: true,
  ...{ source: "shop", totals: undefined, currency: "USD", gaps: [], decisions: [decision], files: [], tables: [] },
  ...{ notes: [], text: "" },
};
const at = { state: initialMapping(draft), size: { columns: 80, rows: 24 } } as Parameters<typeof reduceMapping>[0];

it("a reading that no mapping of the files can express is shown, can be confirmed, and cannot be taken", () => {
  expect(reduceMapping(at, "change", 1)).toEqual({
    notice: { text: expect.stringContaining("No mapping of these files"), tone: "label" },
  });
  expect(reduceMapping(at, "keep", 1).effect).toEqual({
    kind: "change",
    change: { kind: "decision", id: "file refunds.csv", value: "left-out" },
  });
});
