import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { carrierOfBuiltIn, possibleParents, whyReserved } from "../../source/domain/reserved-names.ts";
import { UserError } from "../../source/errors.ts";
import { readCatalog } from "../../source/query/read-catalog.ts";
import { parseMapping } from "../../source/warehouse/mapping/mapping.ts";
import { runHere } from "../helpers/command-line.ts";
import { memorySession } from "../helpers/memory-session.ts";
import { built, landed, root, scratch } from "./support/scratch.ts";

const projectDir = join(root, "sql");
const head = "transaction_id,customer_id,transacted_at,net_revenue,product_id,quantity,STORE NO,Dept\n";
const lines = `${head}t1,c1,2024-01-01,10,p1,1,S1,food\nt2,c1,2024-02-01,20,p2,1,S2,food\nt3,c2,2024-02-02,5,p1,1,,toys\nt4,c2,2024-03-02,7,p9,1,S1,\n`;
const customers = "customer_id,region,tier\nc1,north,12\nc2,south,x\n";
const products = "product_id,brand\np1,Acme\np2,\n";
const files = { "transactions.csv": lines, "customers.csv": customers, "products.csv": products };

const dimensionsOf = (...entries: readonly string[]) =>
  `version: 1\ndimensions:\n${entries.map((one) => `  ${one}\n`).join("")}`;
const said = (text: string) => {
  try {
    parseMapping("grounds.yml", text);
    return "accepted";
  } catch (error) {
    return error instanceof UserError ? `${error.message}: ${error.why}` : String(error);
  }
};

describe("dimensions of a source's own", () => {
  it("come from columns of the contract's files, by name or by expression, besides the contract's columns", async () => {
    const mapping = dimensionsOf(
      "store: { of: lines, column: STORE NO }",
      `half: { of: lines, column: "lower(Dept) || '!'" }`,
    );
    const folder = await scratch({ ...files, "grounds.yml": mapping });
    expect(
      await landed(folder, "select store, half, net_revenue from landing.raw.transactions order by _record"),
    ).toEqual([
      ["S1", "food!", "10"],
      ["S2", "food!", "20"],
      [null, "toys!", "5"],
      ["S1", null, "7"],
    ]);
  });

  it("are the same whether the columns are read at once or through a table", async () => {
    const read = async (column: string) => {
      const folder = await scratch({
        ...files,
        "grounds.yml": dimensionsOf(`store: { of: lines, column: ${column} }`),
      });
      return landed(folder, "select store, _record, _line from landing.raw.transactions order by _record");
    };
    expect(await read(`'"STORE NO"'`)).toEqual(await read("STORE NO"));
  });

  it("are columns of silver, whole numbers as such, and of the first order of each customer", async () => {
    const mapping = dimensionsOf(
      "store: { of: lines, column: STORE NO, cube: true }",
      "tier: { of: customers, column: tier, type: integer, parent: region }",
      "brand: { of: products, column: brand }",
    );
    const source = await scratch({ ...files, "grounds.yml": mapping });
    const session = await memorySession({ source, projectDir });
    const ask = async (sql: string) => session.run({ sql, params: [] });
    expect(await ask("select store, brand from silver.fct_transactions order by transaction_id")).toEqual([
      ["S1", "Acme"],
      ["S2", null],
      [null, "Acme"],
      ["S1", null],
    ]);
    expect(
      await ask(
        "select tier, acquisition_store, acquisition_brand from silver.dim_customer_acquisition order by customer_id",
      ),
    ).toEqual([
      [12, "S1", "Acme"],
      [null, null, "Acme"],
    ]);
    expect(
      await ask(
        "select store, sum(net_revenue)::varchar from gold.cube_customer_transaction_behavior group by 1 order by 1",
      ),
    ).toEqual([
      ["S1", "17.0000"],
      ["S2", "20.0000"],
      [null, "5.0000"],
    ]);
    expect(
      session.catalog.dimensions.filter(({ isOwn }) => isOwn).map(({ name, of, finer }) => [name, of, finer]),
    ).toEqual([
      ["tier", "customer", undefined],
      ["store", "line", undefined],
      ["brand", "line", undefined],
      ["acquisition_store", "customer", undefined],
      ["acquisition_brand", "customer", undefined],
    ]);
    expect(session.catalog.dimensions.find(({ name }) => name === "region")?.finer).toBe("tier");
    expect(
      await ask(
        "select check_name, failures from meta.check_results where status = 'warned' and check_name like 'own%'",
      ),
    ).toEqual([["own_dimensions_are_read", 1]]);
    await session.close();
  });

  it("keep their parent if lines without a value belong to several of its values", async () => {
    const mapping = dimensionsOf(
      "dept: { of: lines, column: Dept }",
      "store: { of: lines, column: STORE NO, parent: dept }",
    );
    const more = `${lines}t5,c1,2024-03-03,1,p1,1,,toys\nt6,c1,2024-03-04,1,p1,1,,food\n`;
    const source = await scratch({ ...files, "transactions.csv": more, "grounds.yml": mapping });
    const { code, log } = await runHere("slice", "--by", "store", "--source", source, "--memory");
    expect([code, log]).toEqual([0, expect.not.stringContaining("doubtful")]);
    expect(log).not.toContain("own_dimensions_have_one_parent");
  });

  it("cannot be drilled into from a parent if two of its values share one, which is reported with counts, line and what to do", async () => {
    const mapping = dimensionsOf(
      "dept: { of: lines, column: Dept }",
      "store: { of: lines, column: STORE NO, parent: dept }",
    );
    const more = `${lines}t5,c1,2024-03-03,1,p1,1,S1,toys\n`;
    const source = await scratch({ ...files, "transactions.csv": more, "grounds.yml": mapping });
    const { code, log } = await runHere("slice", "--by", "store", "--source", source, "--memory");
    expect(code).toBe(0);
    expect(log).toMatch(
      /doubtful store: 1 of its 2 values lies in more than one dept \(S1\), so dept is not its parent .* line 4 of .*grounds\.yml/,
    );
  });

  it.each([
    ["quantity", "a column of this name"],
    ["region", "a dimension of this name"],
    ["net_revenue", "a measure of this name"],
    ["group", "SQL reserves this word"],
    ["Store", "lower-case letters"],
    ["2nd", "lower-case letters"],
    ["acquisition_store", "the program's own"],
    ["month", "customers have acquisition_month"],
    ["week", "customers have acquisition_week"],
    ["date", "customers have acquisition_date"],
  ])("cannot be named %s", (name, why) => {
    const text = dimensionsOf("fine: { of: lines, column: a }", `"${name}": { of: lines, column: b }`);
    expect(said(text)).toMatch(new RegExp(`grounds\\.yml:4\\).*${why}`));
  });

  it.each([
    [
      "store: { of: lines, column: a, parent: regoin }",
      /the parent of store is regoin, which is not a dimension\. Did you mean "region"/,
    ],
    ["store: { of: lines, column: a, parent: store }", /store is its own parent/],
    ["store: { of: lines, column: a, parent: transaction_month }", /which is a time/],
    ["tier: { of: customers, column: a, parent: bag_size }", /one customer buys in several/],
    ["store: { of: shops, column: a }", /dimensions\.store\.of/],
    ["store: { column: a }", /dimensions\.store\.of/],
    ["store: { of: lines, colum: a }", /there is no "colum" in dimensions\.store\. Did you mean "column"/],
  ])("are refused if %s", (entry, why) => {
    expect(said(dimensionsOf(entry))).toMatch(why);
    expect(said(dimensionsOf(entry))).toContain("grounds.yml:3");
  });

  it("are at most fifty, three of them in the cube", () => {
    const many = Array.from({ length: 51 }, (_, index) => `d${index}: { of: lines, column: a }`);
    expect(said(dimensionsOf(...many.slice(1)))).toBe("accepted");
    expect(said(dimensionsOf(...many))).toMatch(/grounds\.yml:53\).*at most 50/);
    const cubes = ["a", "b", "c", "d"].map((name) => `${name}: { of: lines, column: a, cube: true }`);
    expect(said(dimensionsOf(...cubes))).toMatch(/grounds\.yml:6\).*at most 3/);
  });

  it.each([
    ["a column that the file lacks", "STORE_NR", /transactions\.store fails \(.*grounds\.yml:3\)/],
    ["an expression that fails", "'cast(Dept as integer)'", /transactions\.store fails \(.*grounds\.yml:3\)/],
    ["a subquery", "'(select 1)'", /transactions\.store fails \(.*grounds\.yml:3\)/],
  ])("name the line of %s", async (_, column, message) => {
    const text = dimensionsOf(`store: { of: lines, column: ${column} }`);
    const source = await scratch({ ...files, "grounds.yml": text });
    await expect(built({ source, warehouse: "memory" })).rejects.toThrow(message);
  });

  it("cannot form a cycle of any kind", () => {
    const text = dimensionsOf("a: { of: lines, column: x, parent: b }", "b: { of: lines, column: y, parent: a }");
    expect(said(text)).toMatch(/grounds\.yml:3\).*a is its own parent, through b/);
  });
});

describe("reserved names", () => {
  it("are all those of the catalog, of the tables that dimensions pass through, and of SQL", async () => {
    const catalog = await readCatalog(projectDir);
    const names = [...catalog.dimensions, ...catalog.measures].map(({ name }) => name);
    const missing = names.filter((name) => whyReserved(name) === undefined);
    expect(missing, "names to add to source/domain/reserved-names.ts").toEqual([]);
    expect(catalog.dimensions.filter(({ name }) => carrierOfBuiltIn(name) === undefined)).toEqual([]);
    const times = catalog.dimensions.filter(({ type, name }) => type !== "text" && !name.endsWith("prepaid_orders"));
    expect(possibleParents().filter((name) => times.some((time) => time.name === name))).toEqual([]);
    const session = await memorySession({ source: join(root, "test/fixtures/tiny"), projectDir });
    const columns = await session.run({
      sql: `select distinct column_name from duckdb_columns() where table_name in ('stg_transactions', 'stg_customers',
        'stg_coffee_profiles', 'fct_transactions', 'dim_customer_acquisition', 'dim_coffee_profile', 'customer_first_month',
        'cube_customer_transaction_behavior')
        union select keyword_name from duckdb_keywords() where keyword_category in ('reserved', 'type_function')`,
      params: [],
    });
    expect(columns.map(([name]) => String(name)).filter((name) => whyReserved(name) === undefined)).toEqual([]);
    await session.close();
  });
});
