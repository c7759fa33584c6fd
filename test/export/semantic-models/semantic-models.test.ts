import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parse } from "yaml";
import type { Session } from "../../../source/commands/session.ts";
import { emptySlice } from "../../../source/domain/slice.ts";
import { whyRefused } from "../../../source/export/semantic-models/refuse-reserved.ts";
import { semanticModels } from "../../../source/export/semantic-models/semantic-models.ts";
import { answerSlice } from "../../../source/query/answer-slice.ts";
import { parseCatalog } from "../../../source/query/parse-catalog.ts";
import { sessionOnFiles } from "../../helpers/memory-session.ts";
import { projectDir } from "../../helpers/places.ts";

const files = {
  "transactions.csv":
    "transaction_id,customer_id,transacted_at,net_revenue,quantity,store,coupon\nt1,c1,2024-01-01,10,1,S1,2\nt2,c1,2024-02-01,20,1,O'Hara,1.5\nt3,c2,2024-02-02,5,1,,\nt4,c3,2024-07-02,7,1,S1,\n",
  "customers.csv": "customer_id,region\nc1,north\nc2,south\nc3,\n",
  "grounds.yml": `version: 1
fiscal_year_starts: april
words: { unit: pair }
dimensions: { store: { of: lines, column: store } }
discounts: [{ name: Store coupon, amount: coupon }]
measures:
  shop_net: { of: net_revenue, where: { store: ["O'Hara", (none)] } }
  far_orders: { of: orders, unless: { region: north } }
  pairs_each: { divide: units, by: orders }
`,
};

let session: Session;
let text: string;
beforeAll(async () => {
  session = await sessionOnFiles(files);
  text = semanticModels(await readFile(join(projectDir, "models/gold/semantic_models.yml"), "utf8"), session.catalog);
}, 60_000);
afterAll(() => session.close());

interface Metric {
  readonly name: string;
  readonly label: string;
  readonly filter?: string;
  readonly type_params: Readonly<Record<string, string>>;
}
const metrics = () => new Map((parse(text).metrics as readonly Metric[]).map((one) => [one.name, one]));

it("declares own dimensions, fiscal years and own measures, under the names of the catalog", () => {
  const catalog = parseCatalog(text, "semantic_models.yml");
  const names = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name);
  expect(names(catalog.dimensions)).toEqual(expect.arrayContaining(names(session.catalog.dimensions)));
  expect(names(catalog.measures)).toEqual(expect.arrayContaining(names(session.catalog.measures)));
  expect(metrics().get("units")).toMatchObject({ label: "Pairs", type_params: { measure: { name: "bags" } } });
  expect(metrics().get("units_per_customer")?.type_params).toEqual({ numerator: "units", denominator: "customers" });
  expect(metrics().get("store_coupon_discount")).toMatchObject({
    type_params: { measure: { name: "store_coupon_discount", fill_nulls_with: 0 } },
  });
  expect(metrics().get("store_coupon_discount_per_customer")).toMatchObject({
    label: "Store coupon discount per customer",
  });
  expect(metrics().get("pairs_each")?.type_params).toEqual({ numerator: "units", denominator: "orders" });
});

it("rejects names that MetricFlow does not accept, by its rules", () => {
  const refused = ["metric_time", "quarter", "customer", "order_line", "x", "store__size", "store_"];
  expect(refused.filter((name) => whyRefused(name) === undefined)).toEqual([]);
  expect(["store", "quarters", "customers", "x1", "store_size"].filter((name) => whyRefused(name))).toEqual([]);
});

it("gives the catalog's figures for discount programs", async () => {
  const measures = ["store_coupon_discount", "other_discount"];
  const { rows } = await answerSlice(session.catalog, { ...emptySlice, measures }, session.run);
  expect(rows[0]?.values.map(Number)).toEqual([3.5, 0]);
  const models = parse(text).semantic_models as readonly {
    readonly measures?: readonly Readonly<Record<string, string>>[];
  }[];
  const { agg, expr } = models.flatMap((one) => one.measures ?? []).find(({ name }) => name === measures[0]) ?? {};
  expect(await session.run({ sql: `select ${agg}(${expr})::double from silver.fct_transactions`, params: [] })).toEqual(
    [[3.5]],
  );
});

it("gives the catalog's figures for own measures", async () => {
  const column = (filter: string) =>
    filter.replaceAll(/\{\{ Dimension\('(\w+?)__(\w+)'\) \}\}/g, (_, entity: string, name: string) =>
      entity === "customer" ? `customer.${name}` : `line.${name}`,
    );
  for (const [name, sum] of [
    ["shop_net", "sum(net_revenue)"],
    ["far_orders", "count(distinct order_id)"],
  ] as const) {
    const { rows } = await answerSlice(session.catalog, { ...emptySlice, measures: [name] }, session.run);
    const sql = `select ${sum}::double from silver.fct_transactions as line
      left join silver.dim_customer_acquisition as customer using (customer_key) where ${column(metrics().get(name)?.filter ?? "")}`;
    expect(Number(rows[0]?.values[0]), name).toBe((await session.run({ sql, params: [] }))[0]?.[0]);
    expect(Number(rows[0]?.values[0])).toBeGreaterThan(0);
  }
});
