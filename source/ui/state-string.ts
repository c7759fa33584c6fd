import { z } from "zod";
import { UsageError } from "../errors.ts";
import type { Place } from "./app-state.ts";

const filter = z.strictObject({ dimension: z.string(), op: z.enum(["in", "not_in"]), values: z.array(z.string()) });
const period = z.strictObject({ from: z.iso.date(), to: z.iso.date() });
const cohorts = z.strictObject({
  measure: z.string(),
  axis: z.enum(["tenure", "calendar"]),
  grain: z.enum(["week", "month", "quarter"]),
  tenure: z.enum(["rolling", "calendar"]),
  values: z.enum(["count", "percent", "cumulative"]),
  filters: z.array(filter),
  compare: z.exactOptional(z.string()),
  split: z.exactOptional(z.string()),
});
const slice = z.strictObject({
  by: z.array(z.string()),
  measures: z.array(z.string()),
  filters: z.array(filter),
  having: z.array(
    z.strictObject({ measure: z.string(), op: z.enum([">", ">=", "<", "<=", "=", "!="]), value: z.number() }),
  ),
  period: z.exactOptional(period),
  against: z.exactOptional(z.union([z.enum(["prior", "year"]), period])),
  top: z.exactOptional(z.int().positive()),
  sort: z.exactOptional(z.strictObject({ measure: z.string(), descending: z.boolean() })),
  totals: z.boolean(),
});
const question = z.strictObject({
  metric: z.string(),
  base: period,
  compare: period,
  filters: z.array(filter),
  switches: z.strictObject({
    replacements: z.enum(["cost", "contra", "exclude"]),
    prepaid: z.enum(["recognised", "cash"]),
    reversalMonth: z.enum(["order", "reversal"]),
    windowDays: z.int().positive(),
    reversalDays: z.int().positive(),
  }),
  seed: z.int(),
  replicates: z.int().positive(),
});
const saved = z.strictObject({
  v: z.literal(1),
  screen: z.enum(["cohorts", "slices", "investigation", "rows"]),
  cohorts,
  view: z.enum(["boards", "table", "pivot"]),
  slice,
  rows: z.strictObject({ kind: z.enum(["lines", "customers"]), slice }),
  question: z.exactOptional(question),
});

/** Everything but cursors as one string that a shell takes unquoted. */
export function encodePlace(place: Place): string {
  const { screen, cohorts, slices, rows, investigation } = place;
  const plain = {
    v: 1,
    screen,
    cohorts: cohorts.query,
    view: slices.view,
    slice: slices.slice,
    rows: { kind: rows.kind, slice: rows.slice },
    ...(investigation.question === undefined ? {} : { question: investigation.question }),
  };
  return `g1.${Buffer.from(JSON.stringify(plain)).toString("base64url")}`;
}

/** The place that a string means, over a home place; throws UsageError for anything else. */
export function decodePlace(text: string, home: Place): Place {
  const plain = saved.safeParse(parse(text));
  if (!plain.success) throw notAState();
  const { screen, view, rows, question: asked } = plain.data;
  return {
    screen,
    cohorts: { ...home.cohorts, query: plain.data.cohorts },
    slices: { ...home.slices, view, slice: plain.data.slice },
    rows: { ...home.rows, ...rows },
    investigation: asked === undefined ? home.investigation : { ...home.investigation, question: asked },
  };
}

function parse(text: string): unknown {
  if (!text.startsWith("g1.") || text.length > 100_000) throw notAState();
  try {
    return JSON.parse(Buffer.from(text.slice(3), "base64url").toString("utf8"));
  } catch {
    throw notAState();
  }
}

function notAState(): UsageError {
  return new UsageError("This is not a saved state", {
    why: "A saved state is one word that begins with g1. and that y copies in the screens.",
    next: "Copy it again, whole, or open grounds without --state.",
  });
}
