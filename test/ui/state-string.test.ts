import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Question } from "../../source/analysis/investigation.ts";
import type { CohortQuery } from "../../source/domain/cohort.ts";
import type { Period } from "../../source/domain/period.ts";
import { emptySlice, type Filter, type Slice } from "../../source/domain/slice.ts";
import { type CohortsState, maxCurves } from "../../source/ui/screens/cohorts/state.ts";
import { type InvestigationState, initialInvestigation } from "../../source/ui/screens/investigation/state.ts";
import { initialPipeline, type PipelineState, sections, views } from "../../source/ui/screens/pipeline/state.ts";
import { dataScreens } from "../../source/ui/screens/registry.ts";
import type { RowsState } from "../../source/ui/screens/rows/state.ts";
import type { SlicesState } from "../../source/ui/screens/slices/state.ts";
import type { Place } from "../../source/ui/state/place.ts";
import { decodePlace as decodeWith, encodePlace as encodeWith } from "../../source/ui/state/state-string.ts";
import { initialPlace } from "../../source/ui/store/store.ts";
import { statesIn, withStates } from "../helpers/states.ts";
import { yearOnYear } from "../helpers/year-on-year.ts";
import { fakeCore } from "../journeys/fake-core.ts";

/** One for every field of the type, including optional ones, so that a new field does not compile until it is generated here. */
type Fields<T, Cursors extends keyof T = never> = {
  readonly [Key in Exclude<keyof T, Cursors>]-?: fc.Arbitrary<Exclude<T[Key], undefined>>;
};

const text = fc.oneof(fc.string(), fc.constantFrom("2024-Q1", "west", "", '"', "é 日本", "\u0000"));
const texts = fc.array(text, { maxLength: 4 });
const day = fc
  .date({ min: new Date("1990-01-01"), max: new Date("2090-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const period: fc.Arbitrary<Period> = fc.record({ from: day, to: day });
const filters = fc.array(
  fc.record({ dimension: text, op: fc.constantFrom("in", "not_in"), values: texts } satisfies Fields<Filter>),
  { maxLength: 3 },
);
const number = fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => value + 0);

const query = fc.record(
  {
    measure: text,
    axis: fc.constantFrom("tenure", "calendar"),
    grain: fc.constantFrom("week", "month", "quarter"),
    steps: fc.constantFrom("week", "month", "quarter"),
    tenure: fc.constantFrom("rolling", "calendar"),
    values: fc.constantFrom("count", "percent", "cumulative"),
    filters,
    compare: text,
    split: text,
    brackets: fc.array(fc.record({ from: fc.nat({ max: 500 }), to: fc.nat({ max: 500 }) }), { maxLength: 4 }),
    retainedOrders: fc.integer({ min: 2, max: 200 }),
    project: fc.integer({ min: 1, max: 200 }),
  } satisfies Fields<CohortQuery>,
  { requiredKeys: ["measure", "axis", "grain", "tenure", "values", "filters"] },
);
const cohorts = fc.record({
  query,
  heat: fc.constantFrom("grid", "row", "column", "off"),
  hasPane: fc.boolean(),
  view: fc.constantFrom("grid", "curves", "trend"),
  shows: fc.constantFrom("values", "change"),
  marked: fc.array(text, { maxLength: maxCurves }),
  benchmark: text,
} satisfies Fields<CohortsState, "cursor" | "at">);
const slice = fc.record(
  {
    by: texts,
    measures: texts,
    filters,
    having: fc.array(
      fc.record({ measure: text, op: fc.constantFrom(">", ">=", "<", "<=", "=", "!="), value: number } satisfies Fields<
        Slice["having"][number]
      >),
      { maxLength: 2 },
    ),
    period,
    against: fc.oneof(fc.constantFrom("prior" as const, "year" as const), period),
    top: fc.integer({ min: 1 }),
    sort: fc.record({ measure: text, descending: fc.boolean() }),
    totals: fc.boolean(),
    subtotals: fc.boolean(),
    shareOf: fc.constantFrom("total", "row", "column"),
  } satisfies Fields<Slice>,
  { requiredKeys: ["by", "measures", "filters", "having", "totals"] },
);
const slices = fc.record(
  { view: fc.constantFrom("boards", "table", "pivot"), slice, isWide: fc.boolean() } satisfies Fields<
    SlicesState,
    "cursor" | "board" | "item" | "firstBoard"
  >,
  { requiredKeys: ["view", "slice"] },
);
const rows = fc.record(
  {
    kind: fc.constantFrom("lines", "customers"),
    slice,
    customer: text,
    order: fc.record({ column: text, descending: fc.boolean() }),
  } satisfies Fields<RowsState, "cursor" | "behind" | "sought" | "isSeeking">,
  { requiredKeys: ["kind", "slice"] },
);
const question = fc.record(
  {
    metric: text,
    base: period,
    compare: period,
    filters,
    switches: fc.record({
      replacements: fc.constantFrom("cost", "contra", "exclude"),
      prepaid: fc.constantFrom("recognised", "cash"),
      reversalMonth: fc.constantFrom("order", "reversal"),
      windowDays: fc.integer({ min: 1 }),
      reversalDays: fc.nat(),
    } satisfies Fields<Question["switches"]>),
    seed: fc.integer(),
    replicates: fc.integer({ min: 1 }),
    firstDay: fc.nat(),
    by: text,
  } satisfies Fields<Question>,
  { requiredKeys: ["metric", "base", "compare", "filters", "switches", "seed", "replicates"] },
);
const investigation = fc.record(
  { question, step: fc.nat({ max: 11 }), open: texts } satisfies Fields<
    InvestigationState,
    "scroll" | "chosen" | "from" | "sought" | "stories"
  >,
  { requiredKeys: ["step", "open"] },
);
const pipeline = fc.record(
  {
    view: fc.constantFrom(...views),
    model: text,
    section: fc.constantFrom(...sections),
    check: text,
    only: fc.record({ table: text, reason: text }),
  } satisfies Fields<PipelineState, "cursor" | "inner" | "behind" | "left">,
  { requiredKeys: ["view", "section"] },
);

const core = fakeCore();
const home = initialPlace(core, dataScreens);
const homeStates = statesIn(home);
const encodePlace = (place: Place) => encodeWith(place, { screens: dataScreens });
const decodePlace = (word: string, over: Place) => decodeWith(word, over, { screens: dataScreens });
const place: fc.Arbitrary<Place> = fc
  .record({
    screen: fc.constantFrom("cohorts", "slices", "investigation", "pipeline", "rows"),
    cohorts,
    slices,
    rows,
    investigation,
    pipeline,
  })
  .map((drawn) =>
    withStates(home, {
      screen: drawn.screen,
      cohorts: { ...homeStates.cohorts, ...drawn.cohorts },
      slices: { ...homeStates.slices, ...drawn.slices },
      rows: { ...homeStates.rows, ...drawn.rows },
      investigation: { ...initialInvestigation, ...drawn.investigation },
      pipeline: { ...initialPipeline, ...drawn.pipeline },
    }),
  );
const asked: Question = { ...yearOnYear, metric: "retention" };

describe("a place as one word", () => {
  it("is the same when reopened, wherever that is", () => {
    fc.assert(
      fc.property(place, place, (one, other) => {
        expect(decodePlace(encodePlace(one), home)).toEqual(one);
        expect(decodePlace(encodePlace(one), other)).toEqual(one);
      }),
    );
  });

  it("keeps the dimension and the days that explain a question", () => {
    const own = { ...asked, by: "region", firstDay: 30 };
    const word = encodePlace(withStates(home, { investigation: { ...homeStates.investigation, question: own } }));
    expect(statesIn(decodePlace(word, home)).investigation.question).toEqual(own);
  });

  it("asks the home question again if no other was asked, and removes no note", () => {
    const stories = { one: { notes: { bridge: "mine" }, excluded: [], seen: [] } };
    const there = withStates(home, {
      investigation: { ...initialInvestigation, question: asked, step: 3, scroll: 9, sought: "bridge", stories },
    });
    expect(statesIn(decodePlace(encodePlace(home), there)).investigation).toEqual({ ...initialInvestigation, stories });
  });

  it("opens links of earlier versions, which have fewer fields", () => {
    const { query } = homeStates.cohorts;
    const old = {
      ...{ v: 1, screen: "slices", cohorts: query, view: "table", slice: emptySlice, question: asked },
      rows: { kind: "lines", slice: emptySlice },
    };
    const word = `g1.${Buffer.from(JSON.stringify(old)).toString("base64url")}`;
    expect(decodePlace(word, home)).toEqual(
      withStates(home, {
        screen: "slices",
        slices: { ...homeStates.slices, view: "table", slice: emptySlice },
        rows: { ...homeStates.rows, slice: emptySlice },
        investigation: { ...homeStates.investigation, question: asked },
      }),
    );
  });
});
