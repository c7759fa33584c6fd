import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { writeNewFile } from "../../../source/export/write-file.ts";
import { toXlsx } from "../../../source/export/xlsx/workbook.ts";
import { runHere } from "../../helpers/command-line.ts";
import { tinySource } from "../../helpers/places.ts";
import { home, python } from "../support/home.ts";
import { record } from "../support/record.ts";

/** Texts that a program could take for formulas or dates. */
const formulaTexts = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://127.0.0.1")', "2024-02-30"];

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
const withoutOffice = office === undefined ? " (soffice is not on the PATH)" : "";

/** The workbooks of these names as LibreOffice saves them, every formula calculated by it. */
function savedByOffice(names: readonly string[]): readonly Book[] {
  const profile = join(home(), "office");
  mkdirSync(join(profile, "user"), { recursive: true });
  copyFileSync(join(import.meta.dirname, "always-calculate.xcu"), join(profile, "user/registrymodifications.xcu"));
  const saved = join(home(), "saved");
  const words = [`-env:UserInstallation=file://${profile}`, "--headless", "--convert-to", "xlsx", "--outdir", saved];
  execFileSync(office ?? "", [...words, ...names.map(fileOf)], { timeout: 120_000, stdio: "ignore" });
  const version = /LibreOffice (\S+)/.exec(execFileSync(office ?? "", ["--version"], { encoding: "utf8" }))?.[1];
  record({ versions: { LibreOffice: version ?? "" } });
  return names.map((name) => read(`saved/${name}`));
}

/** LibreOffice keeps 15 digits of a number, and no cell of an empty text. */
function isKept(own: Cell["value"] | undefined, saved: Cell["value"] | undefined): boolean {
  if (typeof own !== "number" || typeof saved !== "number") return (own ?? "") === (saved ?? "");
  return Math.abs(own - saved) <= 1e-14 * Math.abs(own);
}

/** The cells of a workbook that its copy has otherwise: sheet, row, column, both values. */
function differences(own: Book, saved: Book | undefined) {
  return own.sheets.flatMap(({ name, rows }) =>
    rows.flatMap((row, at) =>
      row.flatMap(({ value }, column) => {
        const copy = saved?.sheets.find((sheet) => sheet.name === name)?.rows[at]?.[column]?.value;
        return isKept(value, copy) ? [] : [[name, at, column, value, copy]];
      }),
    ),
  );
}

const reports = ["report.xlsx", "period.xlsx", "cohorts.xlsx", "plan.xlsx"];

it.skipIf(office === undefined)(
  `gives the same values in every cell once LibreOffice has calculated and saved them${withoutOffice}`,
  () => {
    const saved = savedByOffice(reports);
    for (const [index, name] of reports.entries()) {
      const own = read(name);
      expect(differences(own, saved[index]), name).toEqual([]);
      const formulas = (book: Book | undefined) =>
        book?.sheets.flatMap(({ rows }) => rows.flat()).filter(({ formula }) => formula !== undefined).length;
      // It saves truth values as formulas too.
      expect(formulas(saved[index]), name).toBeGreaterThanOrEqual(formulas(own) ?? 0);
      record({ comparisons: own.sheets.flatMap(({ rows }) => rows.flat()).length });
    }
  },
);

it.skipIf(office === undefined)(
  `has LibreOffice calculate formulas, not take the values beside them, and keep texts as texts${withoutOffice}`,
  async () => {
    const columns = [
      { name: "n", unit: "number" as const },
      { name: "text", unit: "text" as const },
    ];
    const rows = formulaTexts.map((text) => [{ value: 3, formula: "1+1" }, text]);
    await writeNewFile(fileOf("wrong.xlsx"), toXlsx([{ name: "Wrong", sheet: { columns, rows } }]), true);
    const [saved] = savedByOffice(["wrong.xlsx"]);
    const cells = saved?.sheets[0]?.rows.slice(1) ?? [];
    expect(cells.map(([number, text]) => [number?.value, text?.value, text?.type])).toEqual(
      formulaTexts.map((text) => [2, text, "s"]),
    );
  },
);

it("splits 1,100,000 rows between two sheets, none of them lost", async () => {
  const sheet = {
    columns: [{ name: "n", unit: "count" as const }],
    rows: Array.from({ length: 1_100_000 }, (_, index) => [index]),
  };
  await writeNewFile(fileOf("long.xlsx"), toXlsx([{ name: "Order lines", sheet }]), true);
  const script = join(import.meta.dirname, "sum_sheets.py");
  const sums = JSON.parse(execFileSync(python(), [script, fileOf("long.xlsx")], { encoding: "utf8" }));
  expect(sums).toEqual([
    { name: "Order lines", header: "n", rows: 1_048_575, sum: (1_048_575 * 1_048_574) / 2 },
    { name: "Order lines (2)", header: "n", rows: 51_425, sum: ((1_048_575 + 1_099_999) * 51_425) / 2 },
  ]);
  record({ comparisons: 1_100_000 });
});

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
  const sheet = { columns: [{ name: "text", unit: "text" as const }], rows: formulaTexts.map((text) => [text]) };
  await writeNewFile(fileOf("texts.xlsx"), toXlsx([{ name: "Texts", sheet }]), true);
  const cells = sheetOf(read("texts.xlsx"), "Texts")?.rows.slice(1).flat() ?? [];
  expect(cells.map(({ value }) => value)).toEqual(formulaTexts);
  expect(cells.every(({ type }) => type === "s" || type === "inlineStr")).toBe(true);
  record({ comparisons: formulaTexts.length });
});
