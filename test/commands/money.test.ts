import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runHere } from "../helpers/command-line.ts";
import { scratchFolder } from "../helpers/tiny-warehouse.ts";
import { type Files, writeFiles } from "../warehouse/support/scratch.ts";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  scratch = await scratchFolder();
  process.env.GROUNDS_DATA = scratch.path;
});
afterAll(() => scratch.remove());

/** A source of one file of order lines, one per day and customer, in a currency. */
async function source(name: string, amounts: readonly string[], currency?: string): Promise<string> {
  const lines = amounts.map((amount, at) => `c-${at},2024-0${1 + (at % 6)}-1${at % 9},${amount}`);
  const files: Files = { "transactions.csv": `customer_id,transacted_at,net_revenue\n${lines.join("\n")}\n` };
  const mapping = `version: 1\ncurrency: ${currency}\ntables: {}\n`;
  const folder = join(scratch.path, name);
  await writeFiles(folder, currency === undefined ? files : { ...files, "grounds.yml": mapping });
  return folder;
}

async function out(folder: string, ...words: readonly string[]): Promise<string> {
  const ran = await runHere(...words, "--source", folder, "--warehouse", `${folder}.duckdb`);
  expect(ran.code, ran.log).toBe(0);
  return ran.out;
}

const net = ["slice", "--measure", "net_revenue"];

describe("lines finer than a cent", () => {
  it.each([
    ["0.125", 32, "4"],
    ["1.235", 1000, "1235"],
    ["0.004", 1000, "4"],
    ["-0.0025", 1000, "-2.5"],
  ])("of %s add up exactly", async (amount, count, sum) => {
    const folder = await source(
      `fine${amount}`,
      Array.from({ length: count }, () => amount),
    );
    expect(await out(folder, ...net, "--format", "csv")).toBe(`net_revenue\n${sum}\n`);
    const rows = JSON.parse(await out(folder, "rows", "--format", "json"));
    expect(rows).toHaveLength(count);
    expect(rows[0].net_revenue).toBe(Number(amount));
    expect(await out(folder, "rows", "--limit", "1", "--format", "table")).toMatch(new RegExp(` ${amount}$`, "m"));
  });
});

describe("amounts beyond what a double holds", () => {
  const amounts = Array.from({ length: 302 }, () => "60000000000000.0301");
  const sum = "18120000000000009.0902";
  let folder: string;
  beforeAll(async () => {
    folder = await source("vast", amounts);
  });

  it("are exact in slices, in every format", async () => {
    expect(await out(folder, ...net, "--format", "csv")).toBe(`net_revenue\n${sum}\n`);
    expect(await out(folder, ...net, "--format", "json")).toContain(`"net_revenue": ${sum}\n`);
    expect(await out(folder, ...net, "--format", "table")).toContain("18,120,000,000,000,009\n");
    const parquet = join(scratch.path, "vast.parquet");
    await out(folder, ...net, "--out", parquet);
    expect(await decimalsOf(parquet, "net_revenue")).toEqual([sum]);
  });

  it("add up even if a line's type would not hold the sum", async () => {
    const two = await source("two", ["60000000000000", "60000000000000.01"]);
    expect(await out(two, ...net, "--format", "csv")).toBe("net_revenue\n120000000000000.01\n");
    expect(await out(two, ...net, "--format", "table")).toContain("120,000,000,000,000\n");
  });

  it("are exact in rows and in the compared period's change", async () => {
    const rows = await out(folder, "rows", "--limit", "2", "--format", "csv");
    expect(rows.match(/60000000000000\.0301/g)).toHaveLength(2);
    const words = ["--from", "2024-02-01", "--to", "2024-02-29", "--against", "2024-01", "--format", "json"];
    const compared = await out(folder, ...net, ...words);
    expect(compared).toContain('"net_revenue": 3060000000000001.5351');
    expect(compared).toContain('"net_revenue_change": 0');
  });

  it("are exact in cohorts, and in the sum of an average of cohorts", async () => {
    const words = ["cohorts", "--measure", "net_revenue", "--axis", "calendar", "--format"];
    const csv = await out(folder, ...words, "csv");
    expect(csv).toContain("2024-02,2024-02,51,3060000000000001.5351,");
    expect(await out(folder, ...words, "table")).toMatch(/^2024-02 +51 +3,060,000,000,000,002 /m);
  });

  it("are exact in the tie-out of an investigation", async () => {
    const printed = await out(folder, "investigate", "--base", "2024-01", "--compare", "2024-02", "--format", "json");
    expect(printed).toContain('"net_as_booked": 3060000000000001.5351');
    expect(printed).toMatch(/"difference": 0\b/);
  });
});

describe("a currency's own decimals", () => {
  it.each([
    ["JPY", "1200", "1,200", "300", "300"],
    ["KWD", "12.345", "12.345", "0.5", "0.500"],
    ["USD", "12.34", "12.34", "0.5", "0.50"],
  ])("are shown: %s", async (currency, first, firstShown, second, secondShown) => {
    const folder = await source(currency, [first, second], currency);
    const table = await out(folder, ...net, "--by", "acquisition_month", "--format", "table");
    expect(table).toMatch(new RegExp(`2024-01 +${firstShown} `));
    expect(table).toMatch(new RegExp(`2024-02 +${secondShown} `));
    const grid = await out(folder, "cohorts", "--format", "table");
    expect(grid).toMatch(new RegExp(` ${secondShown}\\*?$`, "m"));
    expect(await out(folder, "rows", "--format", "table")).toMatch(new RegExp(` ${firstShown}$`, "m"));
  });
});

async function decimalsOf(file: string, column: string): Promise<readonly unknown[]> {
  const { createBuildDatabase } = await import("../../source/warehouse/database/build-database.ts");
  const connection = await createBuildDatabase(undefined, [scratch.path]);
  try {
    const { rows, columns } = await connection.database.query(`select ${column} from read_parquet('${file}')`);
    expect(columns[0]?.type).toBe("DECIMAL(38,4)");
    return rows.map(([value]) => value);
  } finally {
    await connection.database.close();
  }
}

describe("amounts of more than four decimals", () => {
  const amounts = ["0.00015", "0.00015", "2.5", "1e-5", "3.0000100", "-7.123456"];

  it("are counted, with the effect of rounding on their sum, and the tie-out stays clean", async () => {
    const folder = await source("finer", amounts);
    const built = await runHere("build", "--source", folder, "--warehouse", `${folder}.duckdb`);
    expect(built.code, built.log).toBe(0);
    const printed = "transactions.net_revenue: 5 amounts rounded to four decimals, the files hold 0.000036 less";
    expect(`${built.out}${built.log}`).toContain(printed);
    expect(await out(folder, ...net, "--format", "csv")).toBe("net_revenue\n-1.6231\n");
    expect(await out(folder, "check")).toContain("! amounts_keep_their_decimals: 1 row");
  });

  it("do not matter if they end in zeros", async () => {
    const folder = await source("zeros", ["1.250000", "2.50000000"]);
    expect(await out(folder, "check")).not.toContain("amounts_keep_their_decimals");
  });
});
