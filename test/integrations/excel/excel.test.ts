import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { writeNewFile } from "../../../source/export/write-file.ts";
import { toXlsx } from "../../../source/export/xlsx/workbook.ts";
import { runHere } from "../../helpers/command-line.ts";
import { tinySource } from "../../helpers/places.ts";
import { home, python } from "../support/home.ts";
import { record } from "../support/record.ts";

interface Cell {
  readonly value: string | number | boolean | null;
  readonly type: string;
  readonly format: string;
  readonly formula?: string;
  readonly calculated?: number;
}

interface Book {
  readonly sheets: readonly { readonly name: string; readonly frozen: string; readonly rows: readonly Cell[][] }[];
  readonly versions: Readonly<Record<string, string>>;
}

const fileOf = (name: string) => join(home(), name);

function read(name: string): Book {
  const script = join(import.meta.dirname, "read_workbook.py");
  const printed = execFileSync(python(), [script, fileOf(name)], { encoding: "utf8", maxBuffer: 1e9 });
  const book = JSON.parse(printed) as Book;
  record({ versions: book.versions });
  return book;
}

const sheetOf = (book: Book, name: string) => book.sheets.find((sheet) => sheet.name === name);

beforeAll(async () => {
  writeFileSync(
    fileOf("plan.csv"),
    "month,measure,value\n2024-02,net_revenue,100\n2024-03,net_revenue,120\n2024-02,orders,4\n2024-03,orders,5\n",
  );
  const source = ["--source", tinySource, "--memory", "--overwrite"];
  const runs = [
    ["investigate", "--report", fileOf("report.xlsx"), "--replicates", "100"],
    ["investigate", "--of", "period", "--report", fileOf("period.xlsx"), "--replicates", "100"],
    ["cohorts", "--compare", "year", "--out", fileOf("cohorts.xlsx")],
    ["plan", fileOf("plan.csv"), "--report", fileOf("plan.xlsx")],
  ];
  for (const words of runs) expect((await runHere(...words, ...source)).code).toBe(0);
});

it.each(["report.xlsx", "period.xlsx"])("gives %s formulas that calculate to the values in it", (name) => {
  const book = read(name);
  const formulas = book.sheets.flatMap(({ rows }) => rows.flat()).filter(({ formula }) => formula !== undefined);
  expect(formulas.length).toBeGreaterThan(20);
  for (const { value, calculated = Number.NaN } of formulas) expect(calculated).toBeCloseTo(Number(value), 9);
  const bridge = sheetOf(book, "Bridge")?.rows ?? [];
  expect(bridge.at(-1)?.slice(0, 2)).toMatchObject([{ value: "Difference" }, { calculated: 0 }]);
  const differences = sheetOf(book, "Tie-out")?.rows.find(([label]) => label?.value === "Difference") ?? [];
  expect(differences.slice(1, 3).map(({ calculated }) => calculated)).toEqual([0, 0]);
  record({ comparisons: formulas.length });
});

it("gives the report of a plan formulas that calculate to the values in it", () => {
  const book = read("plan.xlsx");
  const formulas = book.sheets.flatMap(({ rows }) => rows.flat()).filter(({ formula }) => formula !== undefined);
  expect(formulas.length).toBe(10);
  for (const { value, calculated = Number.NaN } of formulas) expect(calculated).toBeCloseTo(Number(value), 9);
  expect(sheetOf(book, "Bridge")?.rows.at(-1)).toMatchObject([{ value: "Difference" }, { calculated: 0 }]);
});

const office = ["soffice", "libreoffice"].find((name) => spawnSync(name, ["--version"]).status === 0);

it.skipIf(office === undefined)(
  `gives the report of a plan the same values once LibreOffice has saved it${office === undefined ? " (soffice is not on the PATH)" : ""}`,
  () => {
    const saved = join(home(), "saved");
    const words = ["--headless", "--convert-to", "xlsx", "--outdir", saved, fileOf("plan.xlsx")];
    execFileSync(office ?? "", words, { env: { ...process.env, HOME: home() }, timeout: 120_000 });
    const figures = (book: Book) => sheetOf(book, "Bridge")?.rows.map(([label, value]) => [label?.value, value?.value]);
    expect(figures(read("saved/plan.xlsx"))).toEqual(figures(read("plan.xlsx")));
  },
);

it("freezes the header, names SQL and inputs, and shows money in the currency", () => {
  const book = read("cohorts.xlsx");
  expect(book.sheets.map(({ name }) => name)).toEqual(["Cohorts", "Grid", "SQL", "Inputs", "About"]);
  expect(new Set(book.sheets.map(({ frozen }) => frozen))).toEqual(new Set(["A2"]));
  const [long, grid] = [sheetOf(book, "Cohorts")?.rows ?? [], sheetOf(book, "Grid")?.rows ?? []];
  const wide = new Map(grid.slice(1).map((row) => [row[0]?.value, row]));
  for (const row of long.slice(1)) {
    const [cohort, step, , value, complete] = row;
    const cell = wide.get(cohort?.value ?? "")?.[2 + Number(step?.value)];
    expect(cell?.value).toBe(value?.value);
    expect(value).toMatchObject({ type: "n" });
    expect(cell?.format).toBe(complete?.value ? money : partial);
  }
  record({ comparisons: long.length - 1 });
});

const money = '"$"#,##0.00;-"$"#,##0.00';
const partial = '"$"#,##0.00"*";-"$"#,##0.00"*"';

it("leaves text that looks like a formula as text", async () => {
  const texts = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://127.0.0.1")', "2024-02-30"];
  const sheet = { columns: [{ name: "text", unit: "text" as const }], rows: texts.map((text) => [text]) };
  await writeNewFile(fileOf("texts.xlsx"), toXlsx([{ name: "Texts", sheet }]), true);
  const cells = sheetOf(read("texts.xlsx"), "Texts")?.rows.slice(1).flat() ?? [];
  expect(cells.map(({ value }) => value)).toEqual(texts);
  expect(cells.every(({ type }) => type === "s" || type === "inlineStr")).toBe(true);
  record({ comparisons: texts.length });
});
