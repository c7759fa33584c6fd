import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import { emptySlice, type Filter } from "../../source/domain/slice.ts";
import { answerSlice } from "../../source/query/answer-slice.ts";
import { cohortGrid } from "../../source/query/cohort-grid.ts";
import { readIntegrity } from "../../source/query/integrity.ts";
import { withOwnMeasures } from "../../source/query/own-measures.ts";
import { numbers } from "../analysis/random-cells.ts";
import { sessionOnFiles } from "../helpers/memory-session.ts";

const next = numbers(17);
const pick = <T>(all: readonly T[]) => all[Math.floor(next() * all.length)] as T;

/** An order line as in its file. */
interface Line {
  readonly id: string;
  readonly order: string;
  readonly customer: string;
  readonly day: string;
  readonly type: string;
  readonly store: string;
  readonly quantity: number;
  readonly cents: number;
}

const customers = Array.from({ length: 30 }, (_, index) => ({
  id: `c${index}`,
  region: pick(["north", "o'hara", ""]),
}));
const lines: readonly Line[] = Array.from({ length: 400 }, (_, index) => ({
  ...{ id: `t${index}`, order: `o${Math.floor(index / 2)}`, customer: `c${Math.floor(index / 2) % 30}` },
  day: `2024-${String(1 + Math.floor(index / 50)).padStart(2, "0")}-${String(1 + Math.floor((index % 50) / 2)).padStart(2, "0")}`,
  ...{ type: pick(["subscription", "a_la_carte"]), store: pick(["S1", "S2", ""]) },
  ...{ quantity: 1 + Math.floor(next() * 4), cents: Math.floor(next() * 10_000) },
}));
const acquired = new Map<string, string>();
for (const { customer, day } of lines) if (day < (acquired.get(customer) ?? "9")) acquired.set(customer, day);

/** The value of a dimension on a line, by hand. */
const valueOn: Readonly<Record<string, (line: Line) => string>> = {
  transaction_type: ({ type }) => type,
  store: ({ store }) => store,
  region: ({ customer }) => customers.find(({ id }) => id === customer)?.region || "unknown",
  tenure_month: ({ customer, day }) =>
    String(Math.floor((Date.parse(day) - Date.parse(acquired.get(customer) ?? "")) / (30 * 86_400_000))),
};
const dimensions = Object.keys(valueOn);
const bases = ["net_revenue", "orders", "active_customers", "units", "order_lines"];

/** Sums and counts of the catalog's measures, by hand. */
const byHand: Readonly<Record<string, (own: readonly Line[]) => number>> = {
  net_revenue: (own) => own.reduce((sum, { cents }) => sum + cents, 0) / 100,
  orders: (own) => new Set(own.map(({ order }) => order)).size,
  active_customers: (own) => new Set(own.map(({ customer }) => customer)).size,
  units: (own) => own.reduce((sum, { quantity }) => sum + quantity, 0),
  order_lines: (own) => own.length,
};

const keeps = ({ dimension, op, values }: Filter, line: Line) =>
  values.includes(valueOn[dimension]?.(line) ?? "") === (op === "in");

/** Random filtered measures: a base, and conditions on one or two dimensions. */
const filtered = Array.from({ length: 10 }, (_, index) => {
  const filters = [...new Set([pick(dimensions), pick(dimensions)])].map((dimension): Filter => {
    const values = [...new Set([0, 1].map(() => valueOn[dimension]?.(pick(lines)) ?? ""))];
    return { dimension, op: pick(["in", "not_in"]), values };
  });
  return { name: `some_${index}`, of: bases[index % bases.length] ?? "", filters };
});
const ratios = Array.from({ length: 10 }, (_, index) => {
  const names = [...bases, ...filtered.map(({ name }) => name)];
  const divide = pick(names);
  return { name: `rate_${index}`, divide, by: pick(names.filter((name) => name !== divide)) };
});

function handValue(name: string, own: readonly Line[]): number | null {
  const some = filtered.find((one) => one.name === name);
  if (some) return byHand[some.of]?.(own.filter((line) => some.filters.every((one) => keeps(one, line)))) ?? null;
  const rate = ratios.find((one) => one.name === name);
  if (rate === undefined) return byHand[name]?.(own) ?? null;
  const below = handValue(rate.by, own) ?? 0;
  return below === 0 ? null : (handValue(rate.divide, own) ?? 0) / below;
}

const conditions = (filters: readonly Filter[], op: Filter["op"]) =>
  JSON.stringify(
    Object.fromEntries(
      filters
        .filter((one) => one.op === op)
        .map(({ dimension, values }) => [dimension, values.map((one) => one || "(none)")]),
    ),
  );
const mapping = `version: 1
dimensions:
  store: { of: lines, column: store }
measures:
${filtered.map(({ name, of, filters }) => `  ${name}: { of: ${of}, where: ${conditions(filters, "in")}, unless: ${conditions(filters, "not_in")} }\n`).join("")}${ratios.map(({ name, divide, by }) => `  ${name}: { divide: ${divide}, by: ${by}, format: number }\n`).join("")}  net_each: { divide: some_0, by: customers, format: money }
  nowhere: { of: orders, where: { store: [S1, S9] } }
`;
const csv = [
  "transaction_id,order_id,customer_id,transacted_at,transaction_type,store,quantity,net_revenue",
  ...lines.map(({ id, order, customer, day, type, store, quantity, cents }) =>
    [id, order, customer, day, type, store, quantity, (cents / 100).toFixed(2)].join(","),
  ),
];

const shown = { grain: "month", tenure: "rolling", values: "count", filters: [] } as const;

let session: Session;
beforeAll(async () => {
  const files = {
    "transactions.csv": `${csv.join("\n")}\n`,
    "customers.csv": `customer_id,region\n${customers.map(({ id, region }) => `${id},${region}\n`).join("")}`,
    "grounds.yml": mapping,
  };
  session = await sessionOnFiles(files);
}, 60_000);
afterAll(() => session.close());

const close = (shown: unknown, expected: number | null | undefined, what: string) => {
  if (expected === null || expected === undefined) expect(shown ?? null, what).toBeNull();
  else expect(Number(shown), what).toBeCloseTo(expected, 6);
};

describe("a source's own measures", () => {
  it("are in the catalog, with the format of their parts", () => {
    const own = session.catalog.measures.filter(({ isOwn }) => isOwn);
    const names = [...filtered, { name: "nowhere" }, ...ratios, { name: "net_each" }].map(({ name }) => name);
    expect(own.map(({ name }) => name)).toEqual(names);
    expect(own.at(-1)).toMatchObject({ label: "Net each", unit: "money", additivity: "ratio" });
  });

  it("say which of their values the data does not have", async () => {
    const { readings } = await readIntegrity(session.run);
    expect(readings.map(({ says }) => says)).toEqual([
      "the measure nowhere names the store S9, which the data does not have",
    ]);
  });

  it("equal what the files give by hand, in random slices", async () => {
    const measures = [...filtered, ...ratios].map(({ name }) => name);
    for (let round = 0; round < 12; round += 1) {
      const by = pick([[], [pick(dimensions)], [...new Set([pick(dimensions), pick(dimensions)])]]);
      const dimension = pick(dimensions);
      const filter: Filter = {
        dimension,
        op: pick(["in", "not_in"]),
        values: [valueOn[dimension]?.(pick(lines)) ?? ""],
      };
      const filters = round % 3 === 0 ? [] : [filter];
      const period = round % 2 === 0 ? undefined : { from: "2024-02-10", to: "2024-06-30" };
      const slice = { ...emptySlice, by, measures, filters, ...(period === undefined ? {} : { period }) };
      const { rows, columns } = await answerSlice(session.catalog, slice, session.run);
      const kept = lines.filter(
        (line) =>
          filters.every((one) => keeps(one, line)) && (!period || (line.day >= period.from && line.day <= period.to)),
      );
      const groups = Map.groupBy(kept, (line) => JSON.stringify(by.map((name) => valueOn[name]?.(line) ?? "")));
      if (by.length > 0) expect(rows.length).toBe(groups.size);
      for (const { values } of rows) {
        const own = groups.get(JSON.stringify(values.slice(0, by.length).map(String))) ?? [];
        for (const [at, { role, of: name }] of columns.entries())
          if (role === "measure") close(values[at], handValue(name, own), `${name} of ${JSON.stringify(slice)}`);
      }
    }
  });

  it("equal what the files give by hand, in grids by age and in calendar time", async () => {
    const names = [...filtered.slice(0, 5), ...ratios].map(({ name }) => name);
    const inMonth = (name: string) => name.slice(0, 7);
    for (const [round, measure] of names.entries()) {
      const axis = round % 2 === 0 ? "tenure" : "calendar";
      const query = { ...shown, measure, axis } as const;
      const grid = await cohortGrid(session.catalog, query, session.span, session.run);
      for (const row of grid.rows)
        for (const [at, cell] of row.cells.entries()) {
          if (cell === undefined) continue;
          const column = grid.columns[at]?.key ?? "";
          const own = lines.filter(
            (line) =>
              inMonth(acquired.get(line.customer) ?? "") === row.key &&
              (axis === "tenure" ? valueOn.tenure_month?.(line) : inMonth(line.day)) === column,
          );
          close(cell.value, handValue(measure, own), `${measure} ${axis} ${row.key} ${column}`);
        }
    }
  });

  it("are divided by the customers of a cohort, whatever they bought", async () => {
    const query = { ...shown, measure: "net_each", axis: "calendar" } as const;
    const grid = await cohortGrid(session.catalog, query, session.span, session.run);
    const all = lines.filter(({ day }) => day.startsWith("2024-02"));
    const size = [...acquired.values()].filter((day) => day < "2024-03").length;
    const at = grid.columns.findIndex(({ key }) => key === "2024-02");
    close(grid.total.cells[at]?.value, (handValue("some_0", all) ?? 0) / size, "2024-02");
  });

  it("keep every blank of a customer's value", () => {
    const { catalog } = session;
    const filters: readonly Filter[] = [{ dimension: "region", op: "in", values: ["South  Coast"] }];
    const own = { name: "coastal", label: "Coastal", description: "", of: "orders", filters };
    const region = {
      name: "region",
      label: "Region",
      description: "",
      of: "customer",
      type: "text",
      expression: "region",
    } as const;
    const whole = { ...catalog, dimensions: [region] };
    expect(withOwnMeasures(catalog, [own], whole).measures.at(-1)?.expression).toContain("region = 'South  Coast'");
  });
});
