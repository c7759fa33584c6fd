import { appendFile, chmod, cp, mkdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readArguments } from "../../source/commands/arguments.ts";
import { mapCommand, proposeMapping } from "../../source/commands/map.ts";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { scratchFolder } from "../helpers/tiny-warehouse.ts";
import { writeFiles } from "../warehouse/support/scratch.ts";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;

beforeAll(async () => {
  scratch = await scratchFolder();
  process.env.GROUNDS_DATA = join(scratch.path, "data");
  await mkdir(join(scratch.path, "data"));
});
afterAll(() => scratch.remove());

async function folderOf(name: string, files: Record<string, string>): Promise<string> {
  const folder = join(scratch.path, name);
  await mkdir(folder);
  await writeFiles(folder, files);
  return folder;
}

const shop = {
  "shop orders.csv": [
    "Invoice No,Customer ID,Order Date,Line Total,Qty",
    ...Array.from(
      { length: 40 },
      (_, at) =>
        `o-${at},c-${at % 7},${String((at % 27) + 1).padStart(2, "0")}/0${(at % 9) + 1}/2024,"€1.00${at % 10},50",1`,
    ),
    "",
  ].join("\n"),
};

describe("grounds map", () => {
  it("prints the mapping, and the preview on the log", async () => {
    const folder = await folderOf("print", shop);
    const { code, out, log } = await runHere("map", folder);
    expect(code).toBe(0);
    expect(out).toContain("files: [shop orders.csv]");
    expect(log).toContain("transactions from shop orders.csv: 40 rows\n");
  });

  it("names what it could not read, and the first of many parts", async () => {
    const row = (part: number) => `customer_id,order_id,order_date,net\nc-1,o-${part},2024-01-0${part},5.00\n`;
    const parts = Array.from({ length: 8 }, (_, at) => [`orders_${at + 1}.csv`, row(at + 1)] as const);
    const folder = await folderOf("many", { ...Object.fromEntries(parts), "other.csv": 'id,x\n1,"open\n' });
    const { code, log } = await runHere("map", folder);
    expect([code, log]).toEqual([0, expect.stringContaining("could not read other.csv: ")]);
    expect(log).toContain("transactions from orders_1.csv, orders_2.csv, orders_3.csv and 5 others: 8 rows\n");
  });

  it("writes it next to the source with --yes, replaces nothing unless asked to, and the result builds", async () => {
    const folder = await folderOf("yes", shop);
    expect(await runHere("map", folder, "--yes")).toMatchObject({ code: 0, out: "" });
    expect(await runHere("map", folder, "--yes")).toMatchObject({ code: 0 });
    const { code, out, log } = await runHere(
      "slice",
      "--measure",
      "orders,net_revenue",
      "--source",
      folder,
      "--memory",
    );
    expect([code, out]).toEqual([0, "orders,net_revenue\n40,40200\n"]);
    expect(log).toContain("read     transactions: 40 records of shop orders.csv: 40 loaded");
    await writeFiles(folder, { "grounds.yml": "version: 1\ntables: {}\n" });
    expect(await runHere("map", folder, "--yes")).toMatchObject({
      code: 1,
      log: expect.stringContaining("already exists"),
    });
  });

  it("keeps it in the data folder for a source that may not be written to, and finds it there", async () => {
    const folder = await folderOf("locked", shop);
    await rm(join(scratch.path, "data"), { recursive: true });
    await chmod(folder, 0o555);
    const { code, log } = await runHere("map", folder, "--yes");
    expect([code, log]).toEqual([
      0,
      expect.stringMatching(/wrote the mapping to .*data.locked-\w+\.grounds\.yml \(.* may not be written to\)/),
    ]);
    expect((await runHere("slice", "--measure", "orders", "--source", folder, "--memory")).out).toBe("orders\n40\n");
    await chmod(folder, 0o755);
  });

  it("writes to --out, and says how to use it", async () => {
    const folder = await folderOf("out", shop);
    const file = join(scratch.path, "mine.yml");
    expect((await runHere("map", folder, "--out", file)).log).toContain(`--mapping ${file}`);
    expect(await readFile(file, "utf8")).toContain("version: 1");
  });

  it("asks only about what is unclear", async () => {
    const folder = await folderOf("ask", { "orders.csv": "customer_id,date,amount\nc1,03/04/2024,5\n" });
    const asked: string[] = [];
    let out = "";
    const streams = {
      out: { write: (text: string) => (out += text) },
      log: { write: () => {} },
      signal: new AbortController().signal,
    };
    await proposeMapping(readArguments(mapCommand, [folder]), streams, async (question) => {
      asked.push(question);
      return question.startsWith("amounts") ? "eur" : "d";
    });
    expect(asked).toEqual([
      expect.stringContaining("transactions.transacted_at"),
      expect.stringContaining("amounts are in USD"),
    ]);
    expect(out).toContain("# as you said\ncurrency: EUR\n");
    expect(out).toContain("%d/%m/%Y");
  });

  it("needs a folder", async () => {
    expect(await runHere("map")).toMatchObject({ code: 2 });
  });
});

describe("a folder with part of the tables", () => {
  const whole = [
    "customers",
    "transactions",
    "subscription_state_changes",
    "discount_offerings",
    "coffee_profiles",
    "reversals",
  ];
  it.each([
    ["only transactions", ["transactions"], ["subscriptions", "profiles", "reversals", "customers file"]],
    ["transactions and customers", ["transactions", "customers"], ["subscriptions", "profiles", "reversals"]],
    ["all but profiles", whole.filter((table) => table !== "coffee_profiles"), ["profiles"]],
  ])("%s: builds, answers, and says what would bring the rest", async (name, tables, missing) => {
    const folder = join(scratch.path, name);
    await mkdir(folder);
    for (const table of tables) await cp(join(tinySource, `${table}.csv`), join(folder, `${table}.csv`));
    const from = [
      "--source",
      folder,
      "--warehouse",
      join(scratch.path, `${basename(folder)}.duckdb`),
      "--bad-row-share",
      "1",
    ];
    const cohorts = await runHere("cohorts", "--measure", "active_customers", ...from);
    expect(cohorts.code, cohorts.log).toBe(0);
    for (const each of missing) expect(cohorts.log).toMatch(new RegExp(`missing  ${each}: The source has no .*`));
    const slice = await runHere("slice", "--by", "point_of_entry", "--totals", ...from);
    expect([slice.code, slice.out]).toEqual([0, expect.stringContaining("Total")]);
    const investigation = await runHere(
      "investigate",
      "--base",
      "2024-Q1",
      "--compare",
      "2025-Q1",
      "--where",
      "point_of_entry!=nothing",
      "--format",
      "json",
      "--replicates",
      "100",
      ...from,
    );
    expect(investigation.code, investigation.log).toBe(0);
    const { true_up: trueUp } = JSON.parse(investigation.out);
    expect(trueUp.every((row: { difference: number }) => row.difference === 0)).toBe(true);
  });
});

describe("a source that changes", () => {
  it("is picked up by the next command: a file that grew, a new file", async () => {
    const folder = await folderOf("grows", {
      "transactions.csv": "customer_id,transacted_at,net_revenue\nc-1,2024-01-01,1.00\n",
    });
    const ask = () => runHere("slice", "--measure", "orders,net_revenue", "--source", folder);
    expect((await ask()).out).toBe("orders,net_revenue\n1,1\n");
    expect((await ask()).log).not.toContain("building");
    await appendFile(join(folder, "transactions.csv"), "c-2,2024-01-02,2.00\n");
    expect((await ask()).out).toBe("orders,net_revenue\n2,3\n");
    await writeFiles(folder, { "customers.csv": "customer_id\nc-1\nc-2\n" });
    expect((await ask()).log).toContain("read     customers: 2 records");
    await rm(join(folder, "customers.csv"));
    expect((await ask()).log).toContain("missing  customers file");
  });
});

describe("grounds quarantine", () => {
  it("lists what was not loaded as CSV, and stops when too much is bad", async () => {
    const rows = "c-1,2024-01-01,1.00\nc-1,never,1.00\nc-1,2024-01-01,=2\n";
    const folder = await folderOf("dirty", { "transactions.csv": `customer_id,transacted_at,net_revenue\n${rows}` });
    expect(await runHere("quarantine", "--source", folder, "--memory")).toMatchObject({
      code: 3,
      log: expect.stringContaining("--bad-row-share"),
    });
    const listed = await runHere("quarantine", "--source", folder, "--memory", "--bad-row-share", "0.7");
    expect(listed.out).toBe(
      [
        "source_table,source_file,source_line,source_record,column_name,value,reason",
        "transactions,transactions.csv,3,2,transacted_at,never,not a date",
        "transactions,transactions.csv,4,3,net_revenue,'=2,not a number",
        "",
      ].join("\n"),
    );
    expect(listed.log).toContain(
      "3 records of transactions.csv: 1 loaded, 2 quarantined (not a date 1, not a number 1)",
    );
    const own = { "own.yml": "version: 1\noptions: { bad_row_share: 0.7 }\ntables: {}\n" };
    await writeFiles(folder, own);
    const named = ["--source", folder, "--mapping", join(folder, "own.yml")];
    const counts = await runHere("quarantine", "--counts", ...named, "--memory");
    expect(counts.out).toBe("source_table,reason,records\ntransactions,not a date,1\ntransactions,not a number,1\n");
  });
});

describe("states and reversals out of order", () => {
  it("are warned about by name", async () => {
    const folder = await folderOf("order", {
      "transactions.csv": "transaction_id,customer_id,transacted_at,net_revenue\nt-1,c-1,2024-02-01,1.00\n",
      "subscription_state_changes.csv":
        "subscription_id,customer_id,changed_at,state\ns-1,c-1,2024-01-01,started\ns-1,c-1,2024-01-02,cancelled\ns-1,c-1,2024-01-03,paused\n",
      "reversals.csv": "transaction_id,reversed_at,kind,amount\nt-1,2024-01-05,refund,1.00\n",
    });
    const { log } = await runHere("build", "--source", folder, "--memory");
    expect(log).toContain("! subscription_states_follow: 1 row");
    expect(log).toContain("! reversals_follow_their_order: 1 row");
  });
});
