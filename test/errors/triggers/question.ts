import { defaultSwitches, type Question } from "../../../source/analysis/investigation.ts";
import { explain } from "../../../source/commands/explain.ts";
import { compileTool } from "../../../source/commands/mcp/compile-tool.ts";
import type { KeptSession } from "../../../source/commands/mcp/kept-session.ts";
import { sqlTool } from "../../../source/commands/mcp/sql-tool.ts";
import { sliceCommand } from "../../../source/commands/slice.ts";
import type { Measure } from "../../../source/domain/catalog.ts";
import { addDays } from "../../../source/domain/period.ts";
import { emptySlice } from "../../../source/domain/slice.ts";
import type { Tool } from "../../../source/mcp/tool.ts";
import { answerSlice } from "../../../source/query/answer-slice.ts";
import { tinySession } from "../../helpers/tiny-warehouse.ts";
import { yearOnYear } from "../../helpers/year-on-year.ts";
import { raised, reportedOnTiny, type TriggersOf } from "./trigger.ts";

const home: Question = { ...yearOnYear, replicates: 100 };

/** The error of the analysis for a question that only a saved state or a script can contain. */
async function asked(change: Partial<Question>, measures: readonly Measure[] = []): Promise<string> {
  const session = await tinySession();
  const catalog = { ...session.catalog, measures: [...session.catalog.measures, ...measures] };
  try {
    return await raised(() => explain({ ...session, catalog }, { ...home, ...change }, new AbortController().signal));
  } finally {
    await session.close();
  }
}

/** As a user's own project may have it. */
const perOrder: Measure = {
  ...{ name: "net_per_order", label: "Net per order", description: "Net revenue per order." },
  ...{ unit: "money", additivity: "ratio", better: "higher", numerator: "net_revenue", denominator: "orders" },
  ...{ expression: "", cumulative: false },
};

const investigated = (...words: readonly string[]) => reportedOnTiny("investigate", "--replicates", "100", ...words);

/** The error of a tool of `grounds mcp` for its input. */
async function askedByAgent(
  tool: (kept: KeptSession) => Tool,
  input: Readonly<Record<string, unknown>>,
): Promise<string> {
  const session = await tinySession();
  try {
    const kept: KeptSession = { use: (job) => job(session), close: async () => {} };
    return await raised(() => tool(kept).call(input, new AbortController().signal));
  } finally {
    await session.close();
  }
}

export const question: TriggersOf<"question"> = {
  noSql: () => askedByAgent((kept) => sqlTool(kept, true), { sql: " ; " }),
  sqlFailed: () => askedByAgent((kept) => sqlTool(kept, true), { sql: "delete from silver.fct_transactions" }),
  noPersonalSql: () => askedByAgent((kept) => sqlTool(kept, false), { sql: "select 1" }),
  noToolInput: () =>
    askedByAgent((kept) => compileTool([sliceCommand], kept), { tool: "slice", input: { out: "x.csv" } }),
  backwardPeriod: () => investigated("--base", "2024-03..2024-01"),
  noRetention: () => reportedOnTiny("cohorts", "--measure", "net_revenue", "--retained-orders", "2"),
  noFiscalYear: () => reportedOnTiny("slice", "--by", "region", "--from", "FY2025"),
  outOfCalendar: () => raised(() => addDays("9999-12-31", 1)),
  noPeriod: () => reportedOnTiny("slice", "--from", "2024-13"),
  notInCatalog: () => reportedOnTiny("slice", "--by", "regoin"),
  noState: () => reportedOnTiny("slice", "--state", "g1.nonsense"),
  finerThanDimension: () => reportedOnTiny("slice", "--where", "acquisition_quarter=2024-02"),
  async filterWithoutValue() {
    const session = await tinySession();
    const filters = [{ dimension: "region", op: "in", values: [] }] as const;
    try {
      return await raised(() => answerSlice(session.catalog, { ...emptySlice, filters }, session.run));
    } finally {
      await session.close();
    }
  },
  noWholeNumber: () => reportedOnTiny("slice", "--where", "tenure_month=first"),
  nothingToCompare: () => reportedOnTiny("slice", "--by", "region", "--against", "year"),
  overlappingComparison: () => reportedOnTiny("slice", "--to", "2025-06-20", "--against", "year"),
  noCustomer: () => reportedOnTiny("rows", "--customer", "nobody"),
  noColumn: () => reportedOnTiny("rows", "--sort", "-net_reveneu"),
  projectsByAge: () => reportedOnTiny("cohorts", "--project", "1", "--axis", "calendar"),
  notProjected: () => reportedOnTiny("cohorts", "--project", "1", "--measure", "customers"),
  projectsTooFar: () => reportedOnTiny("cohorts", "--project", "9999"),
  tooYoungToProject: () => reportedOnTiny("cohorts", "--project", "1", "--where", "acquisition_date=2025-03-30"),
  noCohort: () => reportedOnTiny("cohorts", "--compare", "1999-01"),
  notOfCohort: () => investigated("--where", "transaction_month=2025-01"),
  noSubscriptions: () => reportedOnTiny("subscriptions", "--where", "region=nowhere"),
  notOfCustomers: () => reportedOnTiny("switching", "--where", "bag_size=large"),
  toldByTree: () => investigated("--by", "region"),
  notByDiscount: () => reportedOnTiny("slice", "--by", "discount_name", "--measure", "net_revenue"),
  noTotalsTree: () => reportedOnTiny("investigate", "--of", "period", "--metric", "discounts"),
  noOrderLines: () =>
    reportedOnTiny(
      "investigate",
      "--of",
      "period",
      "--base",
      "2024-Q1",
      "--compare",
      "2025-Q1",
      "--where",
      "region=nowhere",
    ),
  sharedValues: () =>
    reportedOnTiny(
      ...["investigate", "--of", "groups", "--base-where", "region=west", "--compare-where", "region!=east"],
    ),
  sharedCustomers: () =>
    reportedOnTiny(
      "investigate",
      "--of",
      "groups",
      "--base-where",
      "transaction_type=subscription",
      "--compare-where",
      "transaction_type=subscription,gift",
    ),
  groupsNeeded: () => reportedOnTiny("investigate", "--of", "groups"),
  notOfThisQuestion: () => reportedOnTiny("investigate", "--of", "period", "--window", "60"),
  outsideData: () => reportedOnTiny("investigate", "--of", "period", "--base", "1999", "--compare", "2024-03"),
  overlappingTotals: () => reportedOnTiny("investigate", "--of", "period", "--base", "2024", "--compare", "2024-03"),
  noMetric: () => asked({ metric: "luck" }),
  notPerCustomer: () => asked({ metric: perOrder.name }, [perOrder]),
  notToldBy: () => asked({ metric: "retention", by: "bag_size" }),
  noSwitch: () => asked({ switches: { ...defaultSwitches, prepaid: "later" as "cash" } }),
  backwardPeriods: () => asked({ base: { from: "2024-03-01", to: "2024-01-01" } }),
  overlappingPeriods: () => investigated("--base", "2024", "--compare", "2024-Q2"),
  swappedPeriods: () => investigated("--base", "2025-Q1", "--compare", "2024-Q1"),
  noCounts: () => asked({ switches: { ...defaultSwitches, windowDays: 1.5 } }),
  windowTooLong: () => investigated("--base", "2024-Q1", "--compare", "2025-Q1", "--window", "9999"),
  immatureCustomers: () => investigated("--base", "2024-Q1", "--compare", "2025-Q1", "--window", "500"),
  noCustomers: () => investigated("--base", "2019-Q1", "--compare", "2025-Q1"),
};
