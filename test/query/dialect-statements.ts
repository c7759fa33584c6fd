import type { Catalog } from "../../source/domain/catalog.ts";
import type { CohortQuery, Statement } from "../../source/domain/cohort.ts";
import { emptySlice, type Filter, type Slice } from "../../source/domain/slice.ts";
import type { Dialect } from "../../source/engine/dialect.ts";
import { rolled } from "../../source/query/aggregate.ts";
import { statementsOf } from "../../source/query/answer-slice.ts";
import { gridStatements } from "../../source/query/cohort-grid.ts";
import { compileAggregate } from "../../source/query/compile-aggregate.ts";
import { compileCustomers, compileLines } from "../../source/query/drill-through.ts";
import { channelCells, monthCells, productCells, productMonths } from "../../source/query/driver-cells.ts";
import { customerCounts } from "../../source/query/driver-customers.ts";
import { measureCells } from "../../source/query/driver-mix.ts";
import type { DriverScope } from "../../source/query/driver-scope.ts";
import { segmentCells } from "../../source/query/driver-segments.ts";
import { namedDiscountRows, trueUpRows } from "../../source/query/driver-true-up.ts";
import { largestChannels, largestProfiles } from "../../source/query/driver-values.ts";
import { findRows } from "../../source/query/find-rows.ts";
import { planFilters } from "../../source/query/predicate.ts";
import { switching } from "../../source/query/switching.ts";
import * as totals from "../../source/query/totals-cells.ts";
import type { TotalsScope } from "../../source/query/totals-scope.ts";
import { totalsCustomerSegments, totalsLineSegments } from "../../source/query/totals-segments.ts";

type Named = readonly [name: string, statement: Statement];

const span = { start: "2023-01-01", end: "2025-07-01" };
const gifts: Filter = { dimension: "transaction_type", op: "not_in", values: ["gift", ""] };
const subscribers: Filter = { dimension: "point_of_entry", op: "in", values: ["subscription"] };
const roasts: Filter = { dimension: "roast", op: "in", values: ["dark", "it's"] };

/** One statement of each kind that screens and commands run, in a dialect. */
export async function dialectStatements(catalog: Catalog, dialect: Dialect): Promise<readonly Named[]> {
  return [
    ...(await gridsOf(catalog)),
    ...slicesOf(catalog),
    ...driversOf(catalog, dialect),
    ...totalsOf(catalog, dialect),
    ...(["plans", "orders"] as const).map((from): Named => {
      const filters = planFilters(catalog, [subscribers]);
      const period = { from: "2024-01-01", to: "2024-12-31" };
      return [`switching of ${from}`, switching({ of: "prepaid_orders", from, sides: [period], filters, dialect })];
    }),
  ];
}

async function gridsOf(catalog: Catalog): Promise<readonly Named[]> {
  const grid: CohortQuery = {
    measure: "net_revenue_per_customer",
    axis: "tenure",
    grain: "quarter",
    tenure: "calendar",
    values: "count",
    filters: [subscribers],
  };
  const queries: readonly CohortQuery[] = [
    grid,
    { ...grid, tenure: "rolling", split: "region" },
    { ...grid, axis: "calendar", grain: "week", split: "transaction_month" },
    { ...grid, measure: "retention", values: "cumulative", filters: [roasts] },
  ];
  const all = await Promise.all(queries.map((query) => gridStatements(catalog, query, span)));
  return all.flatMap((statements, at) =>
    statements.map((statement, index): Named => [`grid ${at + 1}.${index + 1}`, statement]),
  );
}

function slicesOf(catalog: Catalog): readonly Named[] {
  const slice: Slice = {
    ...emptySlice,
    by: ["region", "transaction_month"],
    measures: ["active_customers", "retention", "net_revenue"],
    filters: [gifts, subscribers],
    period: { from: "2024-01-01", to: "2024-03-31" },
  };
  const [region, month] = slice.by.map((name) => catalog.dimensions.find((one) => one.name === name));
  const net = catalog.measures.find(({ name }) => name === "net_revenue");
  if (!region || !month || !net) throw new Error("the catalog has these");
  const without = { by: [region, month], keys: [["north", "2024-01-01"] as const, [null, "2024-02-01"] as const] };
  const rest = { by: [], measures: [rolled(net, [])], filters: planFilters(catalog, [gifts]), without };
  const order = { column: "bags", descending: true };
  const searches: Statement[] = [];
  const search = { of: "customers", slice, order, text: "a" } as const;
  void findRows(catalog, search, async (statement) => {
    searches.push(statement);
    return [];
  });
  return [
    ["slice of facts", statementsOf(catalog, slice)[0]],
    ["slice of the cube", statementsOf(catalog, { ...slice, measures: ["net_revenue"] })[0]],
    ["slice, the rest", compileAggregate(rest)],
    ["customers in another order", compileCustomers(catalog, slice, { offset: 0, limit: 20, order })],
    ["rows that are found", searches[0]],
    ["order lines", compileLines(catalog, { ...slice, filters: [roasts, subscribers] }, { offset: 40, limit: 20 })],
  ].filter((entry): entry is [string, Statement] => entry[1] !== undefined);
}

function driversOf(catalog: Catalog, dialect: Dialect): readonly Named[] {
  const scope: DriverScope = {
    ...{ base: { from: "2024-01-01", to: "2024-03-31" }, compare: { from: "2025-01-01", to: "2025-03-31" } },
    ...{ seed: 1, dialect },
    ...{ filters: planFilters(catalog, [subscribers, gifts, roasts]), firstDay: 0, windowDays: 30 },
    ...{ reversalDays: 60, reversalMonth: "reversal", dataEnd: span.end },
  };
  const kept = { channels: ["search", "friends"], profiles: ["filter · premium"] };
  const orders = catalog.measures.find(({ name }) => name === "orders");
  if (!orders) throw new Error("the catalog has it");
  return [
    ["drivers: counts", customerCounts(scope)],
    ["drivers: channels", channelCells(scope, ["buckets", "customers"])],
    ["drivers: products", productCells({ ...scope, kept }, ["buckets", "buckets"])],
    ["drivers: months", monthCells(scope)],
    ["drivers: products by month", productMonths(scope)],
    ["drivers: true-up", trueUpRows(scope)],
    ["drivers: discounts by name", namedDiscountRows(scope)],
    ["drivers: segments", segmentCells(scope, { depth: "net", counted: ["refund", "credit"], cash: true })],
    ["drivers: mix", measureCells(scope, ["customers", "buckets"], orders)],
    ["drivers: largest channels", largestChannels(scope)],
    ["drivers: largest profiles", largestProfiles(scope)],
  ];
}

function totalsOf(catalog: Catalog, dialect: Dialect): readonly Named[] {
  const filters = planFilters(catalog, [gifts]);
  const period: TotalsScope = {
    ...{ of: "period", filters, seed: 1, dialect },
    ...{ base: { from: "2024-01-01", to: "2024-03-31" }, compare: { from: "2025-01-01", to: "2025-03-31" } },
  };
  const groups: TotalsScope = {
    ...{ of: "groups", filters, seed: 1, dialect, period: period.base },
    ...{ base: planFilters(catalog, [subscribers]), compare: planFilters(catalog, [roasts]) },
  };
  return [
    ["totals: counts", totals.totalsCounts(period)],
    ["totals: counts of groups", totals.totalsCounts(groups)],
    ["totals: cells", totals.totalsCells(period, "buckets")],
    ["totals: cells of groups", totals.totalsCells(groups, "customers")],
    ["totals: tie-out", totals.totalsTieOut(period)],
    ["totals: discounts by name", totals.totalsNamedDiscounts(period)],
    [
      "totals: segments of customers",
      totalsCustomerSegments(period, "net", [{ name: "region", words: "region", isWho: true }]),
    ],
    ["totals: segments of order lines", totalsLineSegments(period, "net")],
  ];
}
