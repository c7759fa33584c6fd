import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { answerSwitching } from "../../source/analysis/switching.ts";
import { explainAny, homeQuestionOf } from "../../source/commands/explain.ts";
import { gridOf } from "../../source/commands/grid-of.ts";
import { withSegmentsOf } from "../../source/commands/segments-file.ts";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import { segmentsFile, withSavedSegments } from "../../source/commands/with-segments.ts";
import { sum } from "../../source/domain/amount.ts";
import type { Period } from "../../source/domain/period.ts";
import { emptySlice } from "../../source/domain/slice.ts";
import { UsageError } from "../../source/errors.ts";
import { answerSlice } from "../../source/query/answer-slice.ts";
import { compileContacts } from "../../source/query/audience-members.ts";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { copyTinyWarehouse, scratchFolder, tinySession } from "../helpers/tiny-warehouse.ts";
import { openedApps } from "../journeys/opened.ts";
import { scratch } from "../warehouse/support/scratch.ts";

const rules = `segments:
  southern: { where: ["region=south"] }
  not_west: { where: ["region!=west", "point_of_entry=subscription"] }
  twice: { orders: 2 }
  dark_twice: { where: ["roast=dark"], orders: 2, label: Two dark roasts }
  early: { where: ["transaction_type=subscription"], from: 2024-02, to: 2024-03 }
  nobody: { where: ["region=O'Hara"] }
`;

const lines = "silver.fct_transactions left join silver.dim_coffee_profile using (coffee_profile_key)";
const having = (where: string, orders: number) =>
  `customer_key in (select customer_key from ${lines} where ${where} group by 1 having count(distinct order_id) >= ${orders})`;

/** The same rules as SQL on the tables. */
const byHand: Readonly<Record<string, string>> = {
  southern: "region = 'south'",
  not_west: "region is distinct from 'west' and point_of_entry = 'subscription'",
  twice: having("customer_key is not null", 2),
  dark_twice: having("roast = 'dark'", 2),
  early: having(
    "transaction_type = 'subscription' and transaction_date between date '2024-02-01' and date '2024-03-31'",
    1,
  ),
  nobody: "false",
};

let plain: Session;
let session: Session;
let folder: string;
beforeAll(async () => {
  const made = await scratchFolder();
  folder = made.path;
  await writeFile(join(folder, segmentsFile), rules);
  plain = await tinySession();
  session = await withSavedSegments({ ...plain, folder });
  return made.remove;
});
afterAll(() => plain.close());

const number = async (sql: string) => Number((await session.run({ sql, params: [] }))[0]?.[0] ?? 0);
const keep = (dimension: string, value = "yes") => [{ dimension, op: "in" as const, values: [value] }];
const openApp = openedApps();

describe("a saved segment", () => {
  it.each(Object.keys(byHand))(
    "%s holds the customers and net revenue that SQL gives, as filter and as breakdown",
    async (name) => {
      const customers = await number(`select count(*) from silver.dim_customer_acquisition where ${byHand[name]}`);
      const net = await number(
        `select coalesce(sum(net_revenue), 0) from silver.fct_transactions
       where customer_key in (select customer_key from silver.dim_customer_acquisition where ${byHand[name]})`,
      );
      const measures = ["customers", "net_revenue"];
      const kept = await answerSlice(session.catalog, { ...emptySlice, measures, filters: keep(name) }, session.run);
      expect(kept.rows[0]?.values.slice(0, 2).map(Number)).toEqual([customers, net]);
      const split = await answerSlice(
        session.catalog,
        { ...emptySlice, by: [name], measures, totals: true },
        session.run,
      );
      const yes = split.rows.find(({ values }) => values[0] === "yes");
      const figures = measures.map((one) => yes?.values[split.columns.findIndex((column) => column.name === one)] ?? 0);
      expect(figures.map(Number)).toEqual([customers, net]);
      const grid = await gridOf(
        session,
        {
          measure: "net_revenue",
          axis: "calendar",
          grain: "month",
          tenure: "rolling",
          values: "count",
          filters: [],
          split: name,
        },
        session.run,
      );
      expect(grid.rows.find(({ key }) => key === "yes")?.customers ?? 0).toBe(customers);
      const cells = grid.rows.flatMap((row) => row.cells.map((cell) => cell?.value ?? 0));
      const total = grid.total.cells.map((cell) => cell?.value ?? 0);
      expect(Number(cells.reduce(sum, 0))).toBeCloseTo(Number(total.reduce(sum, 0)), 9);
    },
  );

  it("are described by the whole of their rule", () => {
    const described = (name: string) => session.catalog.dimensions.find((one) => one.name === name)?.description;
    expect(described("dark_twice")).toBe("Saved segment: roast=dark; at least 2 orders.");
    expect(described("early")).toBe("Saved segment: transaction_type=subscription; 2024-02-01 to 2024-03-31.");
  });

  it("filters an investigation and an audience", async () => {
    const question = { ...(await homeQuestionOf(session)), filters: keep("southern") };
    const region = { ...question, filters: keep("region", "south") };
    const signal = new AbortController().signal;
    const found = await explainAny(session, question, signal);
    const same = await explainAny(session, region, signal);
    expect([found.base.value, found.compare.value]).toEqual([same.base.value, same.compare.value]);
    const { base, compare, metric: _, ...rest } = question as typeof question & { base: Period; compare: Period };
    const asked = {
      of: "period",
      metric: "net_revenue",
      base,
      compare,
      seed: rest.seed,
      replicates: rest.replicates,
    } as const;
    const [period, other] = [
      await explainAny(session, { ...asked, filters: keep("southern") }, signal),
      await explainAny(session, { ...asked, filters: keep("region", "south") }, signal),
    ];
    expect([period.base.value, period.compare.value]).toEqual([other.base.value, other.compare.value]);
    const switched = await answerSwitching(
      { of: "bag_size", from: "orders", filters: keep("southern") },
      session,
      session.run,
      signal,
    );
    const byRegion = await answerSwitching(
      { of: "bag_size", from: "orders", filters: keep("region", "south") },
      session,
      session.run,
      signal,
    );
    expect(switched.sides).toEqual(byRegion.sides);
    const contacts = await session.run(compileContacts(session.catalog, { ...emptySlice, filters: keep("twice") }, 1));
    const members = contacts.filter(([, isMember]) => isMember === true).length;
    expect(members).toBe(await number(`select count(*) from silver.dim_customer_acquisition where ${byHand.twice}`));
  });

  it("is offered on the screens as rows and as filter", async () => {
    const app = await openApp(coreOf(session), { columns: 120, rows: 40 });
    await app.press("split");
    await app.type("two dark");
    await app.send("\r");
    expect(app.screen()).toContain("rows: two dark roasts");
    await app.press("filter");
    await app.type("southern");
    expect(app.screen()).toContain("Saved segment: region=south");
  });
});

describe("saving a segment on a screen", () => {
  it("keeps the customers of a cell, or of its row with enough orders, and is a dimension at once", async () => {
    const place = await scratch({ [segmentsFile]: "segments:\n  kept: { orders: 1 } # ours\n" });
    const own = await withSavedSegments({ ...plain, folder: place });
    const app = await openApp(coreOf(own), { columns: 120, rows: 40 });
    await app.press("first_row", "first_column", "right", "save_segment");
    await app.type("Second Month");
    expect(app.screen()).toContain("second_month: buyers of");
    await app.send("\r");
    const cohort = `point_of_entry = 'subscription' and date_trunc('month', acquisition_date) =
      (select min(date_trunc('month', acquisition_date)) from silver.dim_customer_acquisition where point_of_entry = 'subscription')`;
    const members = (where: string, orders: number) =>
      number(`select count(*) from silver.dim_customer_acquisition where ${cohort} and ${having(where, orders)}`);
    const inCell = await members("tenure_month = 1", 1);
    expect(inCell).toBeGreaterThan(0);
    const said = (text: string) => vi.waitFor(() => expect(app.screen()).toContain(text));
    await said(`Saved second_month in ${segmentsFile}: ${inCell} customers.`);
    await app.send("8");
    await app.press("save_segment");
    await app.type("eight");
    await app.send("\u001b[B\r");
    await said(`Saved eight in ${segmentsFile}: ${await members("true", 8)} customers.`);
    const text = await readFile(join(place, segmentsFile), "utf8");
    for (const part of ["# ours", "tenure_month=1", "orders: 8"]) expect(text).toContain(part);
    await app.press("split");
    await app.type("second");
    await app.send("\r");
    expect(app.screen()).toContain("rows: second month");
    await app.press("to_slices", "save_segment");
    await app.type("2");
    await app.send("\r");
    expect(app.screen()).toContain("begins with a lower-case letter");
  });
});

describe("grounds segments", () => {
  it("saves a rule beside the source, keeps what is in the file, and lists each with its customers", async () => {
    const source = await scratch({ [segmentsFile]: "# ours\nsegments:\n  kept: { orders: 1 } # all buyers\n" });
    await cp(tinySource, source, { recursive: true });
    const place = ["--source", source, "--memory"];
    const save = ["segments", "--save", "loyal", "--where", "region=south,nroth", "--from", "2024", "--orders", "2"];
    const { code, out, log } = await runHere(...save, "--format", "json", ...place);
    expect(code, log).toBe(0);
    expect(log).toContain('no region is "nroth"');
    const text = await readFile(join(source, segmentsFile), "utf8");
    for (const part of ["# ours", "# all buyers", "region=south,nroth", "orders: 2", "from: 2024-01-01"])
      expect(text).toContain(part);
    const customers = await number(
      `select count(*) from silver.dim_customer_acquisition
       where region = 'south' and ${having("transaction_date >= date '2024-01-01'", 2)}`,
    );
    const all = await number("select count(distinct customer_key) from silver.fct_transactions");
    expect(JSON.parse(out)).toMatchObject([
      { name: "kept", customers: all },
      { name: "loyal", customers },
    ]);
    expect((await runHere(...save, ...place)).log).toContain("code: segments.taken");
    expect((await runHere(...save, "--overwrite", ...place)).code).toBe(0);
  });

  it("are left out of projects for other tools", async () => {
    const source = await scratch({ [segmentsFile]: rules });
    await cp(tinySource, source, { recursive: true });
    const warehouse = join(source, "w.duckdb");
    await copyTinyWarehouse(warehouse);
    const out = join(source, "lookml");
    const { code, log } = await runHere("export", "lookml", "--source", source, "--warehouse", warehouse, "--out", out);
    expect(code, log).toBe(0);
  });

  it.each([
    ["segments:\n  region: { orders: 1 }\n", 2, "the catalog already has this name"],
    ["segments:\n  2fast: { orders: 1 }\n", 2, "a name begins with"],
    ["segments:\n  select: { orders: 1 }\n", 2, "SQL reserves"],
    ["segments:\n  a_b:\n    orders: 0\n", 3, ""],
    ["segments:\n  a_b:\n    where: [regoin=south]\n", 3, "region"],
    ["segments:\n  a_b:\n    where: [region]\n", 3, ""],
    ["segments:\n  a_b:\n    from: May\n", 3, "May"],
    ["segments:\n  a_b:\n    where: [acquisition_month=May]\n", 3, "May"],
    ["segments:\n  a_b: { order: 2 }\n", 2, "order"],
  ])("refuses %j by its line", async (text, line, why) => {
    const file = join(await scratch({ [segmentsFile]: text }), segmentsFile);
    try {
      withSegmentsOf(file, plain.catalog, plain.dataSet);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      const { message, why: reason } = error as UsageError;
      expect(message).toContain(`segments.yml:${line}:`);
      expect(reason).toContain(why);
    }
  });
});
