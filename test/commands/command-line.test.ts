import { cp, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runHere, runProcess } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { scratchFolder } from "../helpers/tiny-warehouse.ts";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let tiny: readonly string[];

beforeAll(async () => {
  scratch = await scratchFolder();
  process.env.GROUNDS_DATA = scratch.path;
  tiny = ["--source", tinySource, "--warehouse", join(scratch.path, "tiny.duckdb")];
});
afterAll(() => scratch.remove());

function records(csv: string): string[][] {
  return csv
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
}

describe("the command line", () => {
  it("builds once, then notices that nothing changed", async () => {
    const first = await runHere("build", ...tiny);
    expect(first).toMatchObject({ code: 0, out: "" });
    expect(first.log).toContain("✓ fct_transactions 33 rows");
    expect((await runHere("build", ...tiny)).log).toBe("nothing changed: the warehouse is current\n");
  });

  it("prints the cohort grid long, with customers and complete", async () => {
    const { code, out } = await runHere("cohorts", "--entry", "subscription", ...tiny);
    expect(code).toBe(0);
    expect(out.split("\n").slice(0, 3)).toEqual([
      "acquisition_month,tenure_month,customers,net_revenue_per_customer,complete,small",
      "2024-01,0,2,45.6,true,true",
      "2024-01,1,2,12,true,true",
    ]);
    expect(records(out).filter(([, , , , complete]) => complete === "false").length).toBeGreaterThan(0);
  });

  it("answers who was acquired via subscription a year ago and still buys a la carte or gifts", async () => {
    const words = [
      "slice",
      "--by",
      "region",
      "--measure",
      "customers,active_customers,retention,net_revenue",
      "--entry",
      "subscription",
    ];
    const when = [
      "--where",
      "acquisition_quarter=2024-Q1",
      "--where",
      "transaction_type=a_la_carte,gift",
      "--from",
      "2025-01-01",
      "--to",
      "2025-03-31",
      "--totals",
    ];
    const { code, out } = await runHere(...words, ...when, ...tiny);
    expect(code).toBe(0);
    const [header = [], ...rows] = records(out);
    const figures = (region: string) => {
      const row = rows.find(([first]) => first === region) ?? [];
      return ["customers", "active_customers", "retention", "net_revenue"].map((name) => row[header.indexOf(name)]);
    };
    // Of c-01, c-02, c-03 and c-08, only c-01 bought: t-020, 12.00, on 2025-01-15.
    expect(figures("Total")).toEqual(["4", "1", "0.25", "12"]);
    expect(figures("northeast")).toEqual(["1", "1", "1", "12"]);
  });

  it("lists the order lines behind a slice without personal data", async () => {
    const { out, log } = await runHere("rows", "--where", "point_of_entry=gift_recipient", "--limit", "5", ...tiny);
    expect(records(out)).toHaveLength(2);
    expect(out).toContain("t-014,o-013,c-06,2024-05-15 14:00:00,gift_recipient");
    expect(out + log).not.toContain("@");
  });

  it("investigates: exact sum, tie-out to the cent, exit 0", async () => {
    const { code, out } = await runHere("investigate", "--format", "json", "--replicates", "200", ...tiny);
    const found = JSON.parse(out);
    expect(code).toBe(0);
    expect(found.base).toMatchObject({ period: "2024-Q1", customers: 4, value: 44.4 });
    expect(found.compare).toMatchObject({ period: "2025-Q1", customers: 4 });
    const sum = found.groups.reduce(
      (total: number, { contribution }: { contribution: number }) => total + contribution,
      0,
    );
    expect(Math.abs(sum - found.change)).toBeLessThan(1e-9 * Math.abs(found.change));
    expect(found.true_up.map((row: { difference: number }) => row.difference)).toEqual([0, 0]);
  });

  it("runs the data tests on the warehouse as it is", async () => {
    const { code, out } = await runHere("check", ...tiny);
    expect(code).toBe(0);
    expect(out).toMatch(/\d+ passed, 2 warned, 0 failed\n$/);
  });

  it("shows SQL with its parameters instead of running it", async () => {
    const { out } = await runHere(
      "slice",
      "--by",
      "region",
      "--measure",
      "net_revenue",
      "--where",
      "bag_size=large",
      "--sql",
      ...tiny,
    );
    expect(out).toContain("from gold.cube_customer_transaction_behavior");
    expect(out).toContain('-- $1 = "large"');
  });

  it.each([
    ["csv", "region,net_revenue,net_revenue_share\n"],
    ["json", '[\n {\n  "region": "'],
    ["markdown", "| region | net_revenue |"],
    ["table", "region     net_revenue"],
  ])("prints %s", async (format, start) => {
    const { out } = await runHere("slice", "--by", "region", "--measure", "net_revenue", "--format", format, ...tiny);
    expect(out.startsWith(start)).toBe(true);
  });

  it("prints changes of a percentage in points, whole numbers whole and amounts to the cent", async () => {
    const slice = ["slice", "--by", "region", "--measure", "retention", "--entry", "subscription"];
    const { out } = await runHere(
      ...slice,
      "--from",
      "2025-01-01",
      "--to",
      "2025-03-31",
      "--against",
      "year",
      "--format",
      "markdown",
      ...tiny,
    );
    const [head = [], , ...rows] = out.split("\n").map((line) => line.split("|").map((text) => text.trim()));
    const changes = rows.map((row) => row[head.indexOf("retention_change")]).filter((text) => text);
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.every((text) => text?.endsWith(" pp"))).toBe(true);
    const lines = await runHere("rows", "--limit", "1", "--format", "table", ...tiny);
    const [names = [], line = []] = lines.out.split("\n").map((text) => text.split(/ {2,}/));
    expect(line[names.indexOf("bags")]).toMatch(/^\d+$/);
    expect(line[names.indexOf("net_revenue")]).toMatch(/^\d+\.\d\d$/);
  });

  it("writes a complete, private new file, and replaces none unless asked to", async () => {
    const file = join(scratch.path, "regions.csv");
    const words = ["slice", "--by", "region", "--measure", "net_revenue", "--out", file, ...tiny];
    expect((await runHere(...words)).code).toBe(0);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const again = await runHere(...words);
    expect(again.code).toBe(1);
    expect(again.log).toContain("--overwrite");
    expect((await runHere(...words, "--overwrite")).code).toBe(0);
    expect(await readFile(file, "utf8")).toBe((await runHere(...words.slice(0, 5), ...tiny)).out);
  });

  it.each([
    [["chorts"], 2, /no command "chorts"/, /"cohorts"/],
    [["cohorts", "--mesure", "net_revenue"], 2, /no option --mesure/, /--measure/],
    [["cohorts", "--measure"], 2, /--measure needs a value/, /--help/],
    [["cohorts", "--axis", "age"], 2, /--axis cannot be "age"/, /tenure/],
    [["slice", "--by", "regoin"], 2, /no dimension "regoin"/, /"region"/],
    [["slice", "--where", "region"], 2, /"region" is not a filter/, /region!=west/],
    [["slice", "--from", "2024-13"], 2, /not a period/, /2024-Q1/],
    [
      ["investigate", "--where", "transaction_month=2024-01"],
      2,
      /cannot be filtered by transaction_month/,
      /--of period/,
    ],
    [["investigate", "--base", "2025-Q1", "--compare", "2024-Q1"], 1, /./, /next/],
    [["open"], 2, /need a terminal/, /grounds cohorts/],
    [["generate", "--scenario", "cofee", "--out", "x"], 2, /cofee/, /coffee/],
  ])("says of %j what, why and what next", async (words, code, what, next) => {
    const needsData = !["chorts", "open", "generate"].includes(words[0] ?? "");
    const ran = await runHere(...words, ...(needsData ? tiny : []));
    expect(ran.out).toBe("");
    expect(ran.log).toMatch(what);
    expect(ran.log).toMatch(/ {2}why: {2}./);
    expect(ran.log).toMatch(next);
    expect(ran.code).toBe(code);
  });

  it("names file and column if a required column is missing, and leaves the old warehouse in use", async () => {
    const source = join(scratch.path, "broken");
    await cp(tinySource, source, { recursive: true });
    const words = ["--source", source, "--warehouse", join(scratch.path, "broken.duckdb")];
    const before = await runHere("slice", "--measure", "net_revenue", ...words);
    const text = await readFile(join(source, "transactions.csv"), "utf8");
    await writeFile(join(source, "transactions.csv"), text.replace("net_revenue", "net"));
    const broken = await runHere("build", ...words);
    expect(broken.code).toBe(1);
    expect(broken.log).toContain("transactions.csv");
    expect(broken.log).toContain("net_revenue");
    await writeFile(join(source, "transactions.csv"), text);
    expect((await runHere("slice", "--measure", "net_revenue", ...words)).out).toBe(before.out);
  });

  it("gives the same bytes in Tokyo under another locale as in UTC", async () => {
    // Built there by the first command.
    const tokyo = ["--source", tinySource, "--warehouse", join(scratch.path, "tokyo.duckdb")];
    const commands = [
      ["cohorts", "--compare", "year"],
      ["slice", "--by", "transaction_month,region", "--measure", "net_revenue,active_customers"],
      ["investigate", "--format", "json", "--replicates", "200"],
    ];
    for (const words of commands) {
      const [here, there] = await Promise.all([
        runProcess([...words, ...tiny], { TZ: "UTC" }),
        runProcess([...words, ...tokyo], { TZ: "Asia/Tokyo", LC_ALL: "C", LANG: "C" }),
      ]);
      expect(here.code).toBe(0);
      expect(there.out).toBe(here.out);
    }
  });
});

it("names the tools if an export is asked for without one", async () => {
  const { code, log } = await runHere("export");
  expect(code).toBe(2);
  expect(log).toContain("grounds export lookml|airflow|");
});
