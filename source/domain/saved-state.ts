import * as z from "zod";
import { questionErrors } from "../errors/question.ts";
import type { Bracket } from "./bracket.ts";
import type { CohortQuery } from "./cohort.ts";
import type { ListingOrder } from "./listing-order.ts";
import type { Period } from "./period.ts";
import type { Filter, Having, Slice, Sort } from "./slice.ts";

/** A schema for every field, including optional ones, so that a field added to a type is not forgotten here. */
type Fields<T> = Readonly<Record<keyof T, z.ZodType>>;

const day = z.iso.date();
const filter = z.strictObject({
  dimension: z.string(),
  op: z.enum(["in", "not_in"]),
  values: z.array(z.string()),
} satisfies Fields<Filter>);
const period = z.strictObject({ from: day, to: day } satisfies Fields<Period>);
const cohorts = z.strictObject({
  measure: z.string(),
  axis: z.enum(["tenure", "calendar"]),
  grain: z.enum(["week", "month", "quarter"]),
  steps: z.exactOptional(z.enum(["week", "month", "quarter"])),
  brackets: z.exactOptional(
    z.array(z.strictObject({ from: z.int().nonnegative(), to: z.int().nonnegative() } satisfies Fields<Bracket>)),
  ),
  tenure: z.enum(["rolling", "calendar"]),
  values: z.enum(["count", "percent", "cumulative"]),
  filters: z.array(filter),
  compare: z.exactOptional(z.string()),
  split: z.exactOptional(z.string()),
  retainedOrders: z.exactOptional(z.int().min(2)),
  project: z.exactOptional(z.int().positive()),
} satisfies Fields<CohortQuery>);
/** How a grid is viewed: not part of its query. */
const grid = z.strictObject({
  view: z.enum(["grid", "curves", "trend"]),
  shows: z.enum(["values", "change"]),
  marked: z.array(z.string()).max(12),
  benchmark: z.string(),
  heat: z.enum(["grid", "row", "column", "off"]),
  hasPane: z.exactOptional(z.boolean()),
});
const having = z.strictObject({
  measure: z.string(),
  op: z.enum([">", ">=", "<", "<=", "=", "!="]),
  value: z.number(),
} satisfies Fields<Having>);
const sort = z.strictObject({
  measure: z.string(),
  descending: z.boolean(),
  by: z.exactOptional(z.literal("change")),
} satisfies Fields<Sort>);
const slice = z.strictObject({
  by: z.array(z.string()),
  measures: z.array(z.string()),
  filters: z.array(filter),
  having: z.array(having),
  period: z.exactOptional(period),
  against: z.exactOptional(z.union([z.enum(["prior", "year", "plan"]), period])),
  top: z.exactOptional(z.int().positive()),
  sort: z.exactOptional(sort),
  totals: z.boolean(),
  subtotals: z.exactOptional(z.boolean()),
  shareOf: z.exactOptional(z.enum(["total", "row", "column"])),
} satisfies Fields<Slice>);
const cohortQuestion = z.strictObject({
  metric: z.string(),
  base: period,
  compare: period,
  filters: z.array(filter),
  switches: z.strictObject({
    replacements: z.enum(["cost", "contra", "exclude"]),
    prepaid: z.enum(["recognised", "cash"]),
    reversalMonth: z.enum(["order", "reversal"]),
    windowDays: z.int().positive(),
    reversalDays: z.union([z.int().nonnegative(), z.literal("any")]),
  }),
  seed: z.int(),
  replicates: z.int().positive(),
  firstDay: z.exactOptional(z.int().nonnegative()),
  by: z.exactOptional(z.string()),
});
const about = {
  metric: z.string(),
  filters: z.array(filter),
  seed: z.int(),
  replicates: z.int().positive(),
};
const question = z.union([
  cohortQuestion,
  z.strictObject({ of: z.literal("period"), base: period, compare: period, ...about }),
  z.strictObject({
    of: z.literal("groups"),
    period,
    baseWhere: z.array(filter),
    compareWhere: z.array(filter),
    ...about,
  }),
]);
/** What is viewed of an investigation, and of the pipeline. */
const story = z.strictObject({ step: z.int().nonnegative(), open: z.array(z.string()) });
const pipeline = z.strictObject({
  view: z.enum(["models", "runs", "quarantine"]),
  section: z.enum(["columns", "checks", "sql", "rows", "snapshots"]),
  model: z.exactOptional(z.string()),
  check: z.exactOptional(z.string()),
  only: z.exactOptional(z.strictObject({ table: z.string(), reason: z.string() })),
});
const switching = z.strictObject({
  of: z.exactOptional(z.string()),
  from: z.exactOptional(z.enum(["plans", "orders"])),
  period: z.exactOptional(period),
  filters: z.array(filter),
});
/** What a link and the file of a view must contain. */
export const savedState = z.strictObject({
  v: z.literal(1),
  screen: z.enum([
    "cohorts",
    "slices",
    "investigation",
    "pipeline",
    "switching",
    "own-sql",
    "plan",
    "payback",
    "watch",
    "events",
    "rows",
    "audiences",
  ]),
  cohorts,
  grid: z.exactOptional(grid),
  view: z.enum(["boards", "table", "pivot"]),
  slice,
  isWide: z.exactOptional(z.boolean()),
  rows: z.strictObject({
    kind: z.enum(["lines", "customers"]),
    slice,
    customer: z.exactOptional(z.string()),
    order: z.exactOptional(
      z.strictObject({ column: z.string(), descending: z.boolean() } satisfies Fields<ListingOrder>),
    ),
  }),
  question: z.exactOptional(question),
  story: z.exactOptional(story),
  pipeline: z.exactOptional(pipeline),
  switching: z.exactOptional(switching),
  sql: z.exactOptional(z.strictObject({ text: z.string() })),
});

/** Everything about a place in the screens except its cursors: the content of a state string. */
export type SavedState = z.infer<typeof savedState>;

/** A state as one word that a shell accepts unquoted: `g1.` and its JSON in base64url. */
export function encodeState(state: SavedState): string {
  return `g1.${Buffer.from(JSON.stringify(state)).toString("base64url")}`;
}

/** The state that a word encodes; throws UsageError for anything else. */
export function decodeState(text: string): SavedState {
  const plain = savedState.safeParse(parse(text.trim()));
  if (!plain.success) throw questionErrors.noState();
  return plain.data;
}

function parse(text: string): unknown {
  if (!text.startsWith("g1.") || text.length > 100_000) throw questionErrors.noState();
  try {
    return JSON.parse(Buffer.from(text.slice(3), "base64url").toString("utf8"));
  } catch {
    throw questionErrors.noState();
  }
}
