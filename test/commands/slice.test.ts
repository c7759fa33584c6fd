import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sessionOn } from "../../source/commands/open-session.ts";
import type { Session } from "../../source/commands/session.ts";
import { openWarehouse } from "../../source/warehouse/database/database.ts";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { copyTinyWarehouse, scratchFolder } from "../helpers/tiny-warehouse.ts";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let where: readonly string[];
let session: Session;

beforeAll(async () => {
  scratch = await scratchFolder();
  const file = join(scratch.path, "tiny.duckdb");
  where = ["--source", tinySource, "--warehouse", file];
  await copyTinyWarehouse(file);
  session = await sessionOn(await openWarehouse(file), false);
});
afterAll(async () => {
  await session.close();
  await scratch.remove();
});

const lines = "silver.fct_transactions as line join silver.dim_customer_acquisition using (customer_key)";

async function sql(text: string): Promise<readonly (readonly unknown[])[]> {
  return session.run({ sql: text, params: [] });
}

/** The rows of `grounds slice` as objects, and its log. */
async function slice(...words: readonly string[]) {
  const { code, out, log } = await runHere("slice", ...words, "--format", "json", ...where);
  return { code, log, rows: code === 0 ? (JSON.parse(out) as Record<string, unknown>[]) : [] };
}

describe("grounds slice", () => {
  it("answers who came by subscription in 2024-Q1 and still buys a la carte or gifts, against the year before, by region", async () => {
    const { rows, log } = await slice(
      ...["--by", "region", "--measure", "active_customers,retention,net_revenue", "--entry", "subscription"],
      ...["--where", "acquisition_quarter=2024-Q1", "--where", "transaction_type=a_la_carte,gift"],
      ...["--from", "2024-10-01", "--to", "2025-03-31", "--against", "year", "--top", "1", "--totals"],
    );
    const expected = await sql(
      `select count(distinct customer_id), count(distinct customer_id) / 4, cast(sum(net_revenue) as double) from (select line.* from ${lines}
      where point_of_entry = 'subscription' and acquisition_quarter = '2024-01-01' and transaction_type in ('a_la_carte', 'gift')
      and transaction_date between '2024-10-01' and '2025-03-31')`,
    );
    const total = rows.find((row) => row.region === "Total");
    expect([total?.active_customers, total?.retention, total?.net_revenue]).toEqual(expected[0]);
    expect(rows.map((row) => row.region)).toEqual([expect.any(String), "Other", "Total"]);
    expect(Number(rows[0]?.net_revenue) + Number(rows[1]?.net_revenue)).toBeCloseTo(Number(total?.net_revenue), 9);
    expect(total).toMatchObject({ active_customers_before: 0, net_revenue_before: 0, net_revenue_share: 1 });
    expect(log).toContain("compared with 2023-10..2024-03 · acquired in quarter 2023-Q1");
  });

  it("completes a period with an open end or start from the data", async () => {
    const [[now, before] = []] = await sql(
      `select cast(sum(net_revenue) filter (where transaction_date >= '2025-01-01') as double), cast(sum(net_revenue) filter (where transaction_date between '2024-01-01' and '2024-06-20') as double) from ${lines}`,
    );
    const { rows, log } = await slice("--measure", "net_revenue", "--from", "2025", "--against", "year");
    expect(rows[0]).toMatchObject({ net_revenue: now, net_revenue_before: before });
    expect(log).toContain("compared with 2024-01-01..2024-06-20");
    const early = await slice("--measure", "net_revenue", "--to", "2024-06-20");
    expect(early.rows[0]).toMatchObject({ net_revenue: before });
    const late = await slice("--from", "2026");
    expect(late).toMatchObject({
      code: 2,
      log: expect.stringContaining("The data goes from 2024-01-10 to 2025-06-20"),
    });
  });

  it("reads values with commas and quotes unchanged, several of them and none", async () => {
    const bags = async (...words: readonly string[]) => (await slice("--measure", "bags", ...words)).rows[0]?.bags;
    const [[kept, without] = []] = await sql(
      `select sum(bags) filter (where roast is null or roast = 'dark'), sum(bags) filter (where coalesce(roast, '') <> 'dark') from ${lines} left join silver.dim_coffee_profile using (coffee_profile_key)`,
    );
    expect(await bags("--where", 'roast="dark", (none)')).toBe(Number(kept));
    expect(await bags("--where", "roast!=dark")).toBe(Number(without));
    expect(await bags("--where", 'region="we""st, or",west')).toBe(await bags("--where", "region=west"));
  });

  it.each([
    [['region="west'], /cannot be told apart/],
    [["region=west,,south"], /cannot be told apart/],
    [["region=west,"], /cannot be told apart/],
  ])("does not guess at %j", async ([filter], message) => {
    expect(await slice("--where", filter ?? "")).toMatchObject({ code: 2, log: expect.stringMatching(message) });
  });

  it("says which values the data does not have, the nearest ones, and which filter to lift", async () => {
    const { rows, log, code } = await slice("--by", "region", "--where", "region=wset", "--where", "method=drip");
    expect({ rows, code }).toEqual({ rows: [], code: 0 });
    const [[count] = []] = await sql(
      `select count(*) from ${lines} join silver.dim_coffee_profile using (coffee_profile_key) where method = 'drip'`,
    );
    expect(log).toContain('no region is "wset"; did you mean "west"?');
    expect(log).toContain(`no order lines are left under these filters: ${count} without the filter on region`);
  });

  it("says if the data begins after the days compared with", async () => {
    const [[first] = []] = await sql(`select cast(min(transaction_date) as varchar) from ${lines}`);
    const partly = await slice("--from", "2024", "--to", "2024", "--against", "year");
    expect(partly.log).toContain(`compared with 2023, of which something is missing: the data begins ${first}\n`);
    const wholly = await slice("--from", "2025-02", "--to", "2025-02", "--against", "year");
    expect(wholly.log).toContain("compared with 2024-02\n");
  });

  it("gives subtotals, and shares of the row with their denominator in the name", async () => {
    const { rows } = await slice(
      "--by",
      "region,transaction_type",
      "--measure",
      "net_revenue",
      "--subtotals",
      "--share-of",
      "row",
    );
    const expected = await sql(
      `select region, cast(sum(net_revenue) as double) from ${lines} group by 1 order by 2 desc, 1`,
    );
    const subtotals = rows.filter((row) => row.transaction_type === "Subtotal");
    expect(subtotals.map((row) => [row.region, row.net_revenue])).toEqual(expected);
    expect(subtotals.every((row) => row.net_revenue_share_of_region === 1)).toBe(true);
  });

  it("prints SQL that gives the same figures", async () => {
    const words = ["--by", "region", "--measure", "net_revenue,active_customers", "--where", "bag_size=large"];
    const { out } = await runHere("slice", ...words, "--sql", ...where);
    const [text = "", ...values] = out.split(/\n-- \$\d+ = /);
    const params = values.map((value) => JSON.parse(value.trim()) as string);
    const printed = await session.run({ sql: text.trim().replace(/;$/, ""), params });
    const { rows } = await slice(...words);
    const shown = rows.map((row) => [row.region, Number(row.net_revenue), row.active_customers]);
    expect(printed.map(([region, net, active]) => [region, Number(net), active]).sort()).toEqual(shown.sort());
  });

  it.each([
    [["--by", "regoin"], /"region"/],
    [["--measure", "net_revenu"], /"net_revenue"/],
    [["--having", "ordrs>3"], /"orders"/],
    [["--sort", "-net_revenu"], /"net_revenue"/],
    [["--where", "regoin=west"], /"region"/],
    [["--against", "yaer", "--from", "2025"], /--against year/],
    [["--from", "2025-13"], /"2024-Q1"/],
    [["--share-of", "rows"], /total, row, column/],
    [["--top", "0"], /at least 1/],
    [["--state", "g1.nothing"], /saved state/],
  ])("names what is valid for %j", async (words, next) => {
    expect(await slice(...words)).toMatchObject({ code: 2, log: expect.stringMatching(next) });
  });
});

describe("what the data does not have", () => {
  it("names the days of the data if a period has none of them", async () => {
    const [[from, to] = []] = await sql(
      "select min(transaction_date)::varchar, max(transaction_date)::varchar from silver.fct_transactions",
    );
    const outside = await slice("--by", "region", "--from", "2030", "--to", "2030");
    expect(outside).toMatchObject({ code: 0, rows: [] });
    expect(outside.log).toContain(`the data has nothing in 2030: it goes from ${from} to ${to}`);
    for (const end of [
      ["--from", "2030"],
      ["--to", "2019"],
    ]) {
      const { code, log } = await slice(...end);
      expect(code).toBe(2);
      expect(log).toContain(`No day of the data is left by ${end.join(" ")}`);
      expect(log).toContain(`The data goes from ${from} to ${to}.`);
    }
  });

  it("refuses a file whose ending is no format, and writes CSV without an ending", async () => {
    const named = (name: string) => join(scratch.path, name);
    for (const name of ["a.pdf", "a.docx", "a.csv.gz"]) {
      const { code, log } = await runHere("slice", "--out", named(name), ...where);
      expect(code, name).toBe(2);
      expect(log).toContain("does not name a format");
      expect(existsSync(named(name))).toBe(false);
    }
    expect((await runHere("slice", "--out", named("plain"), ...where)).code).toBe(0);
    expect(readFileSync(named("plain"), "utf8")).toContain("active_customers,net_revenue\n");
    expect((await runHere("slice", "--format", "csv", "--out", named("a.dat"), ...where)).code).toBe(0);
  });
});
