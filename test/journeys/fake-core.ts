import type { Question } from "../../source/analysis/investigation.ts";
import { defaultSwitches } from "../../source/analysis/investigation.ts";
import type { Switching } from "../../source/analysis/switching.ts";
import { isTotals } from "../../source/analysis/totals/question.ts";
import { coffeeWords } from "../../source/domain/business-words.ts";
import type { Catalog, Dimension, Measure } from "../../source/domain/catalog.ts";
import type { CohortGrid, CohortQuery, GridCell, GridRow } from "../../source/domain/cohort.ts";
import type { Slice } from "../../source/domain/slice.ts";
import type { ResultColumn, ResultRow, RowPage, SliceResult } from "../../source/domain/slice-result.ts";
import { fileErrors } from "../../source/errors/file.ts";
import { warehouseErrors } from "../../source/errors/warehouse.ts";
import type { Core } from "../../source/ui/state/core.ts";
import { fakeInvestigation } from "./fake-investigation.ts";
import { fakePipeline } from "./fake-pipeline.ts";

const values: Readonly<Record<string, readonly string[]>> = {
  point_of_entry: ["subscription", "a_la_carte", "gift_recipient", "gift_purchaser"],
  marketing_channel: ["paid_social", "paid_search", "referral", "organic", "email", "partner"],
  region: ["northeast", "south", "midwest", "west"],
  transaction_type: ["subscription", "a_la_carte", "gift"],
  discount_program: ["none", "welcome", "prepaid", "promotion"],
  bag_size: ["standard", "large"],
  price_point: ["classic", "balanced", "premium"],
  roast: ["light", "medium", "dark"],
};

export const fakeCatalog: Catalog = {
  dimensions: [
    ...Object.keys(values).map((name, index) =>
      dimension(name, index < 3 ? "customer" : index === 7 ? "profile" : "line"),
    ),
    dimension("acquisition_month", "customer", "month"),
    dimension("tenure_month", "line", "integer"),
    dimension("transaction_month", "line", "month"),
  ],
  measures: [
    {
      ...measure("net_revenue_per_customer", "Net revenue per customer", "money", "ratio"),
      ...{ numerator: "net_revenue", denominator: "customers" },
    },
    measure("net_revenue", "Net revenue", "money", "sum"),
    measure("orders", "Orders", "orders", "sum"),
    measure("customers", "Customers", "customers", "cohort"),
    measure("retention", "Retention", "ratio", "ratio"),
    { ...measure("discounts", "Discounts", "money", "sum"), better: "lower" },
  ],
};

export interface FakeOptions {
  /** A text to put into a value of every dimension, to see what the screens make of it. */
  readonly hostile?: string;
  readonly months?: number;
  readonly fail?: boolean;
}

/** A core with small, made-up, fixed answers: enough for every screen, no database. */
export function fakeCore(options: FakeOptions = {}): Core {
  const hostile = options.hostile;
  return {
    catalog: fakeCatalog,
    dataSet: {
      name: hostile ?? "demo",
      isSynthetic: true,
      from: "2023-01-01",
      to: "2025-06-30",
      builtAt: "2025-07-01T08:00:00Z",
      words: coffeeWords,
      currency: "USD",
      end: "2025-07-01",
      capabilities: [{ name: "subscriptions", available: true, why: "" }],
      assumptions: [],
      inputs: [],
    },
    cohorts: async (query) => {
      if (options.fail === true) {
        throw warehouseErrors.gone({ file: "w.duckdb", why: "The file was moved." });
      }
      return fakeGrid(query, options.months ?? 30, hostile);
    },
    slice: async (slice) => fakeSlice(slice, hostile),
    rows: async (_, page) => fakePage(page, hostile),
    customers: async (_, page) => fakePage(page, hostile),
    filePage: async () => ({ ...fakePage({ offset: 0, limit: 30 }, hostile), total: 30 }),
    ownSql: async (text) => ({
      ...fakePage({ offset: 0, limit: 300 }, hostile),
      total: 300,
      sql: [{ sql: text, params: [] }],
    }),
    async findRows({ text }) {
      const all = fakePage({ offset: 0, limit: 5231 }, hostile);
      const rows = all.rows.flatMap((row, place) => (row.join(" ").includes(text) ? [[place, ...row]] : []));
      return { ...all, columns: ["place", ...all.columns], rows: rows.slice(0, 200), total: rows.length };
    },
    customer: async () => fakePage({ offset: 0, limit: 20 }, hostile),
    homeQuestion: async () => homeQuestion,
    investigate: async (question, _, onProgress) => {
      onProgress(0.5);
      if (isTotals(question)) throw new Error("no totals here");
      return fakeInvestigation(question, hostile);
    },
    switching: async ({ of, from }) => fakeSwitching(of, from, hostile),
    integrity: async () => ({
      tables: [
        {
          ...{
            table: hostile ?? "transactions",
            files: [hostile ?? "transactions.csv"],
            joined: [],
            records: 1234,
            loaded: 1200,
          },
          ...{ quarantined: 30, leftOut: 4, reasons: [[hostile ?? "not a date", 30] as const] },
        },
      ],
      unlisted: [],
      doubtful: [],
      largeDiscounts: undefined,
      readings: [],
      guests: undefined,
      conversions: [],
      assumptions: [],
      rounded: [{ table: "transactions", column: hostile ?? "net_revenue", amounts: 12, lost: "-0.00125" }],
      missing: [{ name: "profiles", why: hostile ?? "The source has no coffee_profiles." }],
      chosen: [],
    }),
    pipeline: async () => fakePipeline(hostile),
    pipelineRows: async (_, page) => fakePage(page, hostile),
    exportView: async (_, file, overwrite) => {
      if (file === "taken.csv" && !overwrite) {
        throw fileErrors.exists({ file });
      }
      return { file: `/exports/${file}`, rows: 1234 };
    },
    close: async () => {},
  };
}

function fakeSwitching(of: string, from: "plans" | "orders", hostile: string | undefined): Switching {
  const down = { from: hostile ?? "large", to: "standard", events: 120, customers: 110, effect: -880 };
  const up = { from: "standard", to: hostile ?? "large", events: 40, customers: 38, effect: 310 };
  const all = { events: 160, customers: 140, effect: -570 };
  return {
    question: { of, from, sides: [], filters: [] },
    sides: [{ ...all, holders: 2000, effectSquares: 9000, pairs: [down, up] }],
    months: ["2024-11", "2024-12", "2025-01"].map((month) => ({ month, ...all })),
    monthPairs: ["2024-11", "2025-01"].map((month) => ({ month, ...down })),
    sql: [{ sql: "select 1", params: [] }],
  };
}

const homeQuestion: Question = {
  metric: "net_revenue_per_customer",
  base: { from: "2024-01-01", to: "2024-03-31" },
  compare: { from: "2025-01-01", to: "2025-03-31" },
  filters: [{ dimension: "point_of_entry", op: "in", values: ["subscription"] }],
  switches: defaultSwitches,
  seed: 7,
  replicates: 2000,
};

function fakeGrid(query: CohortQuery, months: number, hostile: string | undefined): CohortGrid {
  const keys = Array.from({ length: months }, (_, index) => monthKey(index));
  const isCalendar = query.axis === "calendar";
  const columns = keys.map((key, index) =>
    isCalendar ? { key, label: key } : { key: String(index), label: `M${index}` },
  );
  const rowKeys = query.split === undefined ? keys : (values[query.split] ?? ["one"]);
  const rows = rowKeys.map((key, row): GridRow => {
    const customers = row === 3 ? 21 : 800 + ((row * 137) % 400) + row * 12;
    const cells = columns.map((_, column) =>
      gridCell(query, query.split === undefined ? row : 0, column, months, customers),
    );
    const compared = query.compare !== undefined && row >= 12 && query.split === undefined;
    const label = hostile !== undefined && row === 1 ? hostile : key;
    const plain = { key, label, customers, cells };
    return compared ? { ...plain, against: keys[row - 12] ?? "" } : plain;
  });
  const totals = columns.map((_, column) => gridCell(query, 0, column, months, 30_000));
  const total: GridRow = { key: "all", label: "all", customers: 30_412, cells: totals };
  const sql = [
    {
      sql: "select acquisition_month, tenure_month\nfrom gold.cube\nwhere point_of_entry = $1",
      params: ["subscription"],
    },
  ];
  return { query, columns, rows, total, dataEnd: "2025-06-30", sql };
}

function gridCell(
  query: CohortQuery,
  row: number,
  column: number,
  months: number,
  customers: number,
): GridCell | undefined {
  const age = query.axis === "calendar" ? column - row : column;
  if (age < 0 || age + row >= months) return undefined;
  const first = 20.4 - row * 0.36 + Math.sin(row * 1.7);
  const value = age === 0 ? first : first * (0.72 * 0.93 ** age + 0.06 * Math.sin(row + age));
  const isShare = query.values === "percent" || query.measure === "retention";
  return { value: isShare ? value / 22 : value, customers, complete: age + row < months - 1 };
}

function fakeSlice(slice: Slice, hostile: string | undefined): SliceResult {
  const measureOf = (name: string) => fakeCatalog.measures.find((one) => one.name === name);
  const columns: ResultColumn[] = [
    ...slice.by.map(
      (name): ResultColumn => ({ name, label: labelFor(name), role: "dimension", of: name, unit: "text" }),
    ),
    ...slice.measures.flatMap((name): ResultColumn[] => {
      const unit = measureOf(name)?.unit ?? "count";
      const label = measureOf(name)?.label ?? name;
      const own: ResultColumn = { name, label, role: "measure", of: name, unit };
      if (slice.against === undefined) return [own];
      return [
        own,
        { ...own, name: `${name}_before`, label: "before", role: "before" },
        { ...own, name: `${name}_change`, label: "change", role: "change" },
        { ...own, name: `${name}_change_share`, label: "change %", role: "change_share", unit: "ratio" },
      ];
    }),
  ];
  const keys = combinations(slice.by.map((name) => kept(slice, name, hostile)));
  const numbers = (weight: number) =>
    slice.measures.flatMap((_, index) => {
      const value = Math.round(weight * 91_331.5) / 100 / (index + 1);
      const before = value * (1.12 + 0.2 * Math.sin(weight));
      return slice.against === undefined ? [value] : [value, before, value - before, (value - before) / before];
    });
  const rows: ResultRow[] = keys.map((key, index) => ({
    kind: "row",
    values: [...key, ...numbers(1000 / (index + 1.4))],
  }));
  const total: ResultRow = { kind: "total", values: [...slice.by.map(() => null), ...numbers(2600)] };
  const result = { slice, columns, rows: slice.totals ? [...rows, total] : rows };
  const sql = [{ sql: `select ${slice.by.join(", ")}\nfrom gold.cube`, params: [] }];
  return slice.against === undefined
    ? { ...result, sql }
    : { ...result, comparedWith: "the same days a year before", sql };
}

function fakePage(page: { readonly offset: number; readonly limit: number }, hostile: string | undefined): RowPage {
  const total = 5231;
  const count = Math.max(0, Math.min(page.limit, total - page.offset));
  return {
    columns: [
      "transaction_id",
      "customer_id",
      "transacted_at",
      "transaction_type",
      "bags",
      "list_revenue",
      "net_revenue",
    ],
    rows: Array.from({ length: count }, (_, index) => {
      const number = page.offset + index;
      return [
        `t-${String(number).padStart(6, "0")}`,
        hostile !== undefined && index === 1 ? hostile : `c-${String(number % 997).padStart(6, "0")}`,
        `2025-01-${String((number % 28) + 1).padStart(2, "0")} 09:30:00`,
        number % 3 === 0 ? "subscription" : "a_la_carte",
        (number % 3) + 1,
        18.5 * ((number % 3) + 1),
        11.1 * ((number % 3) + 1),
      ];
    }),
    total,
    sql: [{ sql: "select * from silver.fct_transactions limit $1", params: [page.limit] }],
  };
}

function kept(slice: Slice, name: string, hostile: string | undefined): readonly string[] {
  const all = hostile === undefined ? (values[name] ?? ["2025-01", "2025-02"]) : [hostile, ...(values[name] ?? ["x"])];
  const filter = slice.filters.find((one) => one.dimension === name);
  return filter === undefined ? all : all.filter((value) => filter.values.includes(value) === (filter.op === "in"));
}

function combinations(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return lists.reduce<readonly (readonly string[])[]>(
    (sofar, list) => sofar.flatMap((one) => list.map((value) => one.concat(value))),
    [[]],
  );
}

function monthKey(index: number): string {
  return `${2023 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
}

function dimension(name: string, of: Dimension["of"], type: Dimension["type"] = "text"): Dimension {
  return { name, label: labelFor(name), description: `${labelFor(name)} of the ${of}`, of, type, expression: name };
}

function measure(name: string, label: string, unit: Measure["unit"], additivity: Measure["additivity"]): Measure {
  const description = `${label} of the cohort`;
  return { name, label, description, unit, additivity, better: "higher", expression: name, cumulative: false };
}

function labelFor(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");
}
