import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { keepViewsIn } from "../../source/commands/saved-views.ts";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import type { Value } from "../../source/domain/slice-result.ts";
import { boardDimensions } from "../../source/ui/screens/slices/state.ts";
import type { ActionName } from "../../source/ui/state/actions.ts";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { plainValues } from "../helpers/plain-values.ts";
import { statesIn } from "../helpers/states.ts";
import { copyTinyWarehouse, scratchFolder, tinySession } from "../helpers/tiny-warehouse.ts";
import { type Driver, openDriver } from "./driver.ts";

let session: Session;
let folder: Awaited<ReturnType<typeof scratchFolder>>;
let app: Driver;

beforeAll(async () => {
  session = await tinySession();
  folder = await scratchFolder();
  await copyTinyWarehouse(join(folder.path, "tiny.duckdb"));
});
afterEach(() => app.close());
afterAll(async () => {
  await session.close();
  await folder.remove();
});

const views = () => join(folder.path, "tiny.views");

/** The slices screen over the tiny warehouse, without any filters. */
async function openSlices(size: { columns?: number; rows?: number; saved?: string } = {}): Promise<Driver> {
  app = await openDriver(coreOf(session, keepViewsIn(views())), { columns: 120, rows: 40, ...size });
  if (size.saved === undefined) await app.press("to_slices", "clear_filters");
  return app;
}

const slice = () => statesIn(app.store().state().place).slices.slice;
const answer = (name: string) => app.store().data.slice(name);

/** Opens a picker, types into it and accepts. */
async function choose(action: ActionName, text: string): Promise<void> {
  await app.press(action);
  await app.type(text);
  await app.send("\r");
}

/** Exactly these dimensions, in this order; a name is typed, ticked and then cleared. */
async function dimensions(...names: readonly string[]): Promise<void> {
  await app.press("by");
  for (const name of [...slice().by, ...names]) {
    await app.send(`${name}\t\u0015`);
  }
  await app.send("\r");
}

/** Exactly this measure. */
async function measure(name: string): Promise<void> {
  await app.press("measure");
  for (const one of [...slice().measures, name]) {
    await app.send(`${one}\t\u0015`);
  }
  await app.send("\r");
}

/** Ticks values in the picker of a dimension's values. */
async function filter(dimension: string, ...values: readonly string[]): Promise<void> {
  await choose("filter", dimension);
  for (const value of values) {
    await app.send(`${value}\t\u0015`);
  }
  await app.send("\r");
}

/** A number with the six decimal places that exports use for ratios. */
function asWritten(value: Value | undefined): Value | undefined {
  return typeof value === "number" ? Number(value.toFixed(6)) : value;
}

async function sql(text: string): Promise<readonly (readonly unknown[])[]> {
  return session.run({ sql: text, params: [] });
}

function column(name: string, slot = "table"): readonly (Value | undefined)[] {
  const result = answer(slot);
  const index = result?.columns.findIndex((one) => one.name === name) ?? -1;
  return (result?.rows ?? []).map((row) => plainValues(row.values)[index]);
}

function rowsOf(slot: string, kind = "row"): readonly (readonly Value[])[] {
  return (answer(slot)?.rows ?? []).filter((row) => row.kind === kind).map((row) => plainValues(row.values));
}

const lines = "silver.fct_transactions join silver.dim_customer_acquisition using (customer_key)";

describe("S1 leaderboards", () => {
  it("show every dimension of the data at once, each as counted by hand", async () => {
    await openSlices({ columns: 200, rows: 60 });
    const names = boardDimensions(session.catalog).map((one) => one.name);
    expect(names).toContain("method");
    for (const name of names) {
      const expected = await sql(
        `select coalesce(cast(${name} as varchar), ''), cast(sum(net_revenue) as double) from ${lines}
        left join silver.dim_coffee_profile as profile using (coffee_profile_key) group by 1 order by 2 desc, 1`.replaceAll(
          /\b(bag_size|price_point)\b/g,
          "fct_transactions.$1",
        ),
      );
      const shown = rowsOf(`board:${name}`).map((row) => [row[0], row[1]]);
      expect([...shown].sort(), name).toEqual([...expected].map((row) => [...row]).sort());
      expect(app.screen()).toContain(session.catalog.dimensions.find((one) => one.name === name)?.label.toLowerCase());
    }
  });

  it("filter each other, and not themselves", async () => {
    await openSlices();
    await app.press("drill");
    expect(slice().filters).toEqual([{ dimension: "point_of_entry", op: "in", values: ["subscription"] }]);
    expect(rowsOf("board:point_of_entry")).toHaveLength(4);
    const expected = await sql(
      `select region, cast(sum(net_revenue) as double) from ${lines} where point_of_entry = 'subscription' group by 1 order by 2 desc, 1`,
    );
    expect(rowsOf("board:region").map((row) => row.slice(0, 2))).toEqual(expected);
    expect(app.screen()).toMatch(/point of entry 1 kept/);
  });

  it("show this period, the other one, change, change in percent and share if there is room", async () => {
    await openSlices();
    await choose("period", "2025-Q1");
    await app.press("compare");
    await app.send("\u001b[B\r");
    await app.press("pane");
    const [now, before] = await Promise.all(
      ["2025", "2024"].map((year) =>
        sql(
          `select cast(sum(net_revenue) as double) from ${lines} where point_of_entry = 'subscription' and transaction_date between '${year}-01-01' and '${year}-03-31'`,
        ),
      ),
    );
    const [row] = rowsOf("board:point_of_entry");
    expect(row?.slice(0, 4)).toEqual(["subscription", now?.[0]?.[0], before?.[0]?.[0], expect.any(Number)]);
    expect(row?.[3]).toBeCloseTo(Number(now?.[0]?.[0]) - Number(before?.[0]?.[0]), 9);
    for (const head of ["before", "change", "change %", "share %"]) expect(app.screen()).toContain(head);
    expect(app.screen()).toContain("share: of net revenue of the whole slice");
    expect(app.screen()).toMatch(/vs year ago/);
  });
});

describe("movement", () => {
  it("sends no queries, and a drill-down sends each query once", async () => {
    const asked: string[] = [];
    const run: Session["run"] = (statement, signal) => {
      asked.push(JSON.stringify([statement.sql, statement.params]));
      return session.run(statement, signal);
    };
    app = await openDriver(coreOf({ ...session, run }), { columns: 120, rows: 40 });
    await app.press("to_slices");
    asked.length = 0;
    await app.press("down", "down", "right", "right", "left", "up", "first_row", "last_row");
    expect(asked).toEqual([]);
    await app.press("right", "first_row", "drill");
    expect(slice().filters).toHaveLength(2);
    expect(new Set(asked).size).toBe(asked.length);
    await app.press("undo");
    asked.length = 0;
    await app.press("redo");
    expect(asked).toEqual([]);
  });
});

describe("S2 pivot, S3 table, S4 shares", () => {
  it("counts the totals of a pivot from the data instead of adding up its cells", async () => {
    await openSlices();
    await measure("active_customers");
    await dimensions("region", "transaction_type");
    await app.press("view");
    expect(slice().by).toEqual(["region", "transaction_type"]);
    const cells = await sql(
      `select region, transaction_type, count(distinct customer_id) from (select fct_transactions.*, region from ${lines}) group by 1, 2`,
    );
    expect(rowsOf("table")).toHaveLength(cells.length);
    for (const [region, type, count] of cells)
      expect(rowsOf("table").find((row) => row[0] === region && row[1] === type)?.[2]).toBe(count);
    const totals = new Map(rowsOf("table", "subtotal").map((row) => [`${row[0]} ${row[1]}`, row[2]]));
    for (const [region, count] of await sql(`select region, count(distinct customer_key) from ${lines} group by 1`))
      expect(totals.get(`${region} Subtotal`)).toBe(count);
    for (const [type, count] of await sql(
      `select transaction_type, count(distinct customer_key) from ${lines} group by 1`,
    ))
      expect(totals.get(`Subtotal ${type}`)).toBe(count);
    expect(rowsOf("table", "total")[0]?.[2]).toBe(15);
    expect(app.screen()).toMatch(/region \\ type +subscription/);
    expect(app.screen()).toMatch(/total +\d+ +\d+ +\d+ +15/);
  });

  it("shows shares of all, of the row and of the column, with the denominator named", async () => {
    await openSlices();
    await dimensions("region", "transaction_type");
    await app.press("view", "values");
    expect(app.screen()).toContain("share: of net revenue of the whole slice");
    await app.press("values");
    expect(app.screen()).toContain("share: of net revenue of its region");
    const expected = await sql(
      `select region, transaction_type, cast(sum(net_revenue) / sum(sum(net_revenue)) over (partition by region) as double) from ${lines} group by 1, 2`,
    );
    const shares = column("net_revenue_share_of_region");
    for (const [index, row] of rowsOf("table").entries())
      expect(shares[index]).toBeCloseTo(Number(expected.find((one) => one[0] === row[0] && one[1] === row[1])?.[2]), 9);
    await app.press("values");
    expect(answer("table")?.columns.map((one) => one.name)).toContain("net_revenue_share_of_transaction_type");
    expect(app.screen()).toContain("% of column");
    await app.press("values");
    expect(app.screen()).toContain("totals are counted, not added up");
  });

  it("shows a table of any dimensions, ordered by the column under the cursor", async () => {
    await openSlices();
    await dimensions("region", "transaction_type", "roast");
    const [[expected] = []] = await sql(
      `select count(*) from (select distinct region, transaction_type, roast from ${lines} left join silver.dim_coffee_profile using (coffee_profile_key))`,
    );
    expect(rowsOf("table")).toHaveLength(Number(expected));
    await app.press("last_column", "sort");
    expect(slice().sort).toEqual({ measure: "net_revenue", descending: false });
    const values = rowsOf("table").map((row) => Number(row[3]));
    expect(values).toEqual([...values].sort((a, b) => a - b));
  });
});

describe("S5 to S7: down, up, across, back, undo", () => {
  it("drills in any order, goes up, through to order lines and customers", async () => {
    await openSlices();
    await app.press("drill", "right", "right", "drill");
    expect(slice().filters.map((one) => one.dimension)).toEqual(["point_of_entry", "region"]);
    const where =
      "point_of_entry = 'subscription' and region = (select region from (select region, sum(net_revenue) as net from silver.fct_transactions join silver.dim_customer_acquisition using (customer_key) where point_of_entry = 'subscription' group by 1 order by net desc, region limit 1))";
    const [[count, customers] = []] = await sql(
      `select count(*), count(distinct customer_id) from (select fct_transactions.* from ${lines} where ${where})`,
    );
    await app.press("rows");
    expect(app.store().data.page()?.page.total).toBe(count);
    await app.press("customers");
    expect(app.store().data.page()?.page.total).toBe(customers);
    await app.press("go_back", "up_level");
    expect(slice().filters.map((one) => one.dimension)).toEqual(["point_of_entry"]);
    await app.press("up_level", "up_level");
    expect(app.screen()).toContain("This is the top");
  });

  it("says which days rows are from, and what the numbers beside the values of a dimension are", async () => {
    await openSlices();
    await app.press("period");
    await app.type("2024-Q1");
    await app.send("\r");
    await app.press("rows");
    expect(app.screen().split("\n")[1]).toContain("customers  2024-Q1  o usual order  f entry: subscription");
    await app.press("back", "filter");
    await app.type("Channel");
    await app.send("\r");
    expect(app.screen()).toContain("Keep: channel, by net revenue of all days in $");
    const [[most] = []] = await sql(
      `select cast(sum(net_revenue) as double) from ${lines} group by marketing_channel order by 1 desc limit 1`,
    );
    expect(app.screen()).toContain(Number(most).toFixed(2));
  });

  it("drills down a table by the finer dimension, and up again", async () => {
    await openSlices();
    await dimensions("acquisition_quarter");
    expect(slice().by).toEqual(["acquisition_quarter"]);
    await app.press("drill");
    expect(slice()).toMatchObject({
      by: ["acquisition_month"],
      filters: [{ dimension: "acquisition_quarter", op: "in", values: ["2024-Q1"] }],
    });
    expect(rowsOf("table").map((row) => row[0])).toEqual(["2024-01", "2024-02", "2024-03"]);
    await app.press("up_level");
    expect(slice()).toMatchObject({ by: ["acquisition_quarter"], filters: [] });
  });

  it("goes to cohorts and to why with the slice kept, and back and forward", async () => {
    await openSlices();
    await choose("period", "2025-02");
    await choose("compare", "the year");
    await app.press("drill", "as_cohorts");
    const { screen, cohorts } = statesIn(app.store().state().place);
    expect(screen).toBe("cohorts");
    expect(cohorts.query).toMatchObject({
      measure: "net_revenue",
      filters: [{ dimension: "point_of_entry", op: "in", values: ["a_la_carte"] }],
    });
    await app.press("go_back");
    expect(app.screen()).toContain("Slices ▸ leaderboards");
    await app.press("go_forward");
    expect(app.screen()).toContain("▸ Cohorts");
    await app.press("go_back", "why");
    expect(app.screen()).toContain("Investigate ▸ 2024-02 → 2025-02");
    expect(app.screen()).toContain("Net revenue was $12.00 in 2024-02 and $24.00 in 2025-02");
  });

  it("undoes and redoes every analytic step", async () => {
    await openSlices();
    const state = () => JSON.stringify([statesIn(app.store().state().place).slices.view, slice()]);
    const steps: (() => Promise<void>)[] = [
      () => choose("period", "2025-Q1"),
      () => choose("compare", "prior"),
      () => choose("having", "5"),
      () => choose("top", "2"),
      () => filter("region", "west"),
      () => app.press("exclude"),
      () => app.press("view"),
      () => app.press("values"),
      () => app.press("drill"),
      () => app.press("up_level"),
      () => app.press("sort"),
    ];
    const states = [state()];
    for (const step of steps) {
      await step();
      states.push(state());
    }
    expect(new Set(states).size).toBe(steps.length + 1);
    for (const earlier of states.slice(0, -1).reverse()) {
      await app.press("undo");
      expect(state()).toBe(earlier);
    }
    for (const later of states.slice(1)) {
      await app.press("redo");
      expect(state()).toBe(later);
    }
  });
});

describe("S8 filters and thresholds", () => {
  it("keeps and leaves out several values by key", async () => {
    await openSlices();
    await app.press("include", "down", "include");
    expect(slice().filters).toEqual([
      { dimension: "point_of_entry", op: "in", values: ["subscription", "a_la_carte"] },
    ]);
    expect(rowsOf("sum")[0]?.[0]).toBe(
      Number(
        (
          await sql(
            `select cast(sum(net_revenue) as double) from ${lines} where point_of_entry in ('subscription', 'a_la_carte')`,
          )
        )[0]?.[0],
      ),
    );
    await app.press("exclude");
    expect(slice().filters).toEqual([{ dimension: "point_of_entry", op: "not_in", values: ["a_la_carte"] }]);
    await app.press("exclude");
    expect(slice().filters).toEqual([]);
  });

  it("finds a value of the dimension under the cursor by typing", async () => {
    await openSlices();
    await app.press("right", "right", "search");
    await app.type("wes");
    await app.send("\r");
    expect(slice().filters).toEqual([{ dimension: "region", op: "in", values: ["west"] }]);
  });

  it("lists months and quarters in order of time, not by value", async () => {
    await openSlices();
    for (const dimension of ["Acquired in", "Acquired in quarter"]) {
      await choose("filter", dimension);
      const listed = rowsOf("values").map((row) => String(row[0]));
      expect(listed.length).toBeGreaterThan(2);
      expect(listed).toEqual(listed.toSorted());
      await app.send("\u001b");
      await app.send("\u001b");
    }
  });

  it("keeps rows past a threshold of any measure, and removes it again", async () => {
    await openSlices();
    await choose("having", "100");
    expect(slice().having).toEqual([{ measure: "net_revenue", op: ">", value: 100 }]);
    const expected = await sql(
      `select point_of_entry from ${lines} group by 1 having sum(net_revenue) > 100 order by sum(net_revenue) desc`,
    );
    expect(rowsOf("board:point_of_entry").map((row) => row[0])).toEqual(expected.map(([name]) => name));
    expect(app.screen()).toContain("net revenue > 100");
    await app.press("having");
    await app.send("\u0015");
    await app.type("orders");
    await app.send("\r");
    await app.type("3");
    await app.send("\r");
    expect(slice().having).toContainEqual({ measure: "orders", op: ">", value: 3 });
    await app.press("having");
    await app.send("\u0015\r");
    expect(slice().having).toEqual([{ measure: "orders", op: ">", value: 3 }]);
  });

  it("names the days of the data for days that it does not have", async () => {
    await openSlices();
    await choose("period", "2030");
    expect(app.screen()).toContain("The data has nothing in 2030: it goes from 2024-01-10 to 2025-06-20.");
    expect(app.screen()).not.toContain("under these filters");
  });

  it("says which filters left nothing, and how much lifting each brings back", async () => {
    await openSlices();
    await filter("method", "espresso");
    await filter("region", "west");
    await choose("period", "2024-03");
    const [[lifted] = []] = await sql(
      `select count(*) from ${lines} where region = 'west' and transaction_month = '2024-03-01'`,
    );
    expect(lifted).toBeGreaterThan(0);
    expect(app.screen()).toContain("Nothing is left in 2024-03 under these filters");
    expect(app.screen()).toContain(`method: espresso  ·  ${lifted} order lines without it`);
    await app.press("undo");
    expect(app.screen()).toContain("method 1 kept");
  });
});

describe("S9 to S11", () => {
  it("compares with the previous period, the year before and any days", async () => {
    await openSlices();
    await app.press("compare");
    expect(app.screen()).toContain("choose days, p");
    await choose("period", "2025-02");
    const net = async (from: string, to: string) =>
      (
        await sql(
          `select cast(sum(net_revenue) as double) from ${lines} where transaction_date between '${from}' and '${to}'`,
        )
      )[0]?.[0];
    for (const [typed, from, to] of [
      ["the period", "2025-01-01", "2025-01-31"],
      ["the year", "2024-02-01", "2024-02-29"],
      ["2024-05-01..2024-05-15", "2024-05-01", "2024-05-15"],
    ] as const) {
      await choose("compare", typed);
      expect(rowsOf("sum")[0]?.slice(0, 2)).toEqual([await net("2025-02-01", "2025-02-28"), await net(from, to)]);
    }
    await choose("compare", "nothing");
    expect(rowsOf("sum")[0]).toHaveLength(1);
  });

  it("says that the data begins later than the period it compares with", async () => {
    await openSlices();
    const { from } = session.dataSet;
    await choose("period", "2024");
    await choose("compare", "the year");
    expect(app.screen()).toContain(`before: the data begins ${from}`);
    await app.press("view");
    expect(app.screen()).toContain(`before: 2023 (the data begins ${from})`);
    await choose("period", "2025-02");
    expect(app.screen()).toContain("before: 2024-02  ");
    expect(app.screen()).not.toContain("the data begins");
  });

  it("keeps the top N and one row of the rest that adds up", async () => {
    await openSlices();
    await choose("top", "1");
    const board = answer("board:point_of_entry")?.rows.map((row) => [row.kind, plainValues(row.values)[1]]);
    const [[rest] = []] = await sql(
      `select cast(sum(net_revenue) as double) from ${lines} where point_of_entry <> 'subscription'`,
    );
    expect(board).toEqual([
      ["row", 324.3],
      ["other", rest],
      ["total", 570.1],
    ]);
    await choose("top", "all");
    expect(rowsOf("board:point_of_entry")).toHaveLength(4);
  });

  it("saves a view under a name, opens it in another session, and deletes it when asked twice", async () => {
    await openSlices();
    await filter("region", "west");
    await choose("period", "2025-Q1");
    await choose("views", "West in Q1");
    await vi.waitFor(() => expect(app.screen()).toContain("Saved as West in Q1"));
    const saved = slice();
    app.close();
    await openSlices();
    await choose("views", "West in Q1");
    expect(slice()).toEqual(saved);
    await app.press("clear_filters");
    await choose("views", "w");
    await vi.waitFor(() => expect(app.screen()).toContain("Saved as w: V opens it"));
    expect(slice().filters).toEqual([]);
    await app.press("views");
    await app.send("West\u001b[B\t");
    expect(app.screen()).toContain("Tab again deletes it");
    expect(await readFile(join(views(), "west-in-q1.yml"), "utf8")).toContain("name: West in Q1");
    await app.send("\t");
    await vi.waitFor(async () => expect(await readdir(views())).toEqual(["w.yml"]));
  });

  it("lists a file that is not a view with what is wrong, cannot open it, and leaves it as it is", async () => {
    await writeFile(join(views(), "mine.yml"), "not a view");
    await openSlices();
    await app.press("views");
    await app.type("mine.yml");
    expect(app.screen()).toContain("this file holds no view");
    await app.send("\r");
    expect(app.screen()).toContain("this file holds no view");
    expect(await readFile(join(views(), "mine.yml"), "utf8")).toBe("not a view");
    await rm(join(views(), "mine.yml"));
  });

  it("lists views with their measure and filters, and distinguishes names that give the same file name", async () => {
    await openSlices();
    await filter("region", "west");
    await choose("views", "West!");
    await vi.waitFor(() => expect(app.screen()).toContain("Saved as West!"));
    await choose("views", "west?");
    await vi.waitFor(() => expect(app.screen()).toContain("Saved as west?"));
    expect((await readdir(views())).filter((name) => name.startsWith("west"))).toEqual(["west-2.yml", "west.yml"]);
    await app.press("views");
    expect(app.screen()).toMatch(/West! .*Slices · .*west/);
  });

  it("copies the whole state as one word that opens it", async () => {
    await openSlices();
    await filter("region", "west");
    await choose("having", "10");
    await app.press("view", "copy_link");
    const code = /\]52;c;([A-Za-z0-9+/=]+)/.exec(app.written())?.[1] ?? "";
    const copied = Buffer.from(code, "base64").toString();
    const before = slice();
    app.close();
    await openSlices({ saved: copied });
    expect(slice()).toEqual(before);
    expect(app.screen()).toContain("Slices ▸ table");
  });
});

describe("S15 the same from the command line", () => {
  it("prints what the table and the pivot show, cell for cell, from the copied state", async () => {
    await openSlices();
    await dimensions("region", "transaction_type");
    await choose("period", "2025-Q1");
    await choose("compare", "the year");
    for (const action of ["values", "view"] as const) {
      await app.press(action, "copy_link");
      const copied =
        app
          .written()
          .split("]52;c;")
          .at(-1)
          ?.replace(/[^A-Za-z0-9+/=].*$/s, "") ?? "";
      const words = ["slice", "--state", Buffer.from(copied, "base64").toString(), "--format", "json"];
      const file = join(folder.path, "tiny.duckdb");
      const { out } = await runHere(...words, "--source", tinySource, "--warehouse", file);
      const columns = answer("table")?.columns.map((one) => one.name) ?? [];
      const shown = answer("table")?.rows.map((row) =>
        Object.fromEntries(columns.map((name, index) => [name, asWritten(plainValues(row.values)[index])])),
      );
      expect(JSON.parse(out)).toEqual(shown);
    }
  });
});

describe("S14 SQL on screen", () => {
  it("returns what is shown when run, in every view", async () => {
    await openSlices();
    await filter("region", "west");
    for (const slot of ["board:point_of_entry", "table", "table"]) {
      const [statement] = answer(slot)?.sql ?? [];
      const rows = await session.run(statement ?? { sql: "", params: [] });
      const sum = rows.reduce((total, row) => total + Number(row.at(-1)), 0);
      expect(sum).toBeCloseTo(Number(rowsOf(slot, "total")[0]?.[answer(slot)?.slice.by.length ?? 0]), 9);
      await app.press("sql");
      expect(app.screen()).toContain('-- $1 = "west"');
      await app.send("\u001b");
      await app.press("view");
    }
  });
});

describe("the README's question", () => {
  it("takes few keys: customers acquired by subscription a year ago who still buy a la carte or gifts", async () => {
    app = await openDriver(coreOf(session), { columns: 120, rows: 40 });
    await app.press("to_slices");
    expect(app.screen()).toContain("entry: subscription");
    await choose("filter", "acquired in q");
    await app.type("2024-Q1");
    await app.send("\r");
    await filter("type", "a_la_carte", "gift");
    await choose("period", "2024-Q4");
    await measure("active_customers");
    const expected = await sql(
      `select count(distinct customer_id) from (select fct_transactions.* from ${lines} where point_of_entry = 'subscription' and acquisition_quarter = '2024-01-01' and transaction_type in ('a_la_carte', 'gift') and transaction_date between '2024-10-01' and '2024-12-31')`,
    );
    expect(rowsOf("sum")[0]?.[0]).toBe(expected[0]?.[0]);
    expect(expected[0]?.[0]).toBe(1);
  });
});
