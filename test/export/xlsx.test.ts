import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Amount } from "../../source/domain/amount.ts";
import { writeReport } from "../../source/export/report/write-report.ts";
import type { Sheet } from "../../source/export/sheet.ts";
import { writeNewFile } from "../../source/export/write-file.ts";
import { escaped } from "../../source/export/xlsx/cells.ts";
import { toXlsx } from "../../source/export/xlsx/workbook.ts";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { copyTinyWarehouse } from "../helpers/tiny-warehouse.ts";
import { tinyReport } from "./tiny-report.ts";

let folder: string;
let warehouse: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "grounds-xlsx-"));
  warehouse = join(folder, "tiny.duckdb");
  await copyTinyWarehouse(warehouse);
});
afterAll(() => rm(folder, { recursive: true }));

const sheet: Sheet = {
  currency: "USD",
  columns: [
    { name: "product", unit: "text" },
    { name: "day", unit: "text" },
    { name: "net_revenue", unit: "money" },
    { name: "retention", unit: "ratio" },
    { name: "complete", unit: "text" },
  ],
  rows: [
    ['=HYPERLINK("x")', "2024-02-29", Amount.of("-1234.5"), 0.486, true],
    ["a & <b> _x0041_ \u0001", "2024-02-29 13:30:00", Amount.of("99999999999999.9999"), null, false],
    ["  blanks  ", "2024-02", Amount.of("0"), 0, null],
  ],
};

async function written(name: string, sheets = [{ name: "Data", sheet }]): Promise<string> {
  const file = join(folder, name);
  await writeNewFile(file, toXlsx(sheets), true);
  return file;
}

describe("a workbook", () => {
  it("stores numbers and days as such, and texts as texts, as read by another library", async () => {
    const book = await readXlsx(await readFile(await written("types.xlsx")));
    const rows = book.sheets[0]?.rows ?? [];
    expect(rows[0]).toEqual(["product", "day", "net_revenue", "retention", "complete"]);
    expect(rows[1]).toEqual(['=HYPERLINK("x")', new Date("2024-02-29T00:00:00Z"), -1234.5, 0.486, true]);
    expect(rows[2]?.[0]).toBe("a & <b> _x0041_ \ufffd");
    expect(rows[2]?.[1]).toEqual(new Date("2024-02-29T13:30:00Z"));
    expect(rows[2]?.[2]).toBe("99999999999999.9999");
    expect(rows[3]?.slice(0, 4)).toEqual(["  blanks  ", "2024-02", 0, 0]);
  });

  it("is the same bytes for the same sheets", async () => {
    const sums = [];
    for (const name of ["one.xlsx", "two.xlsx"])
      sums.push(
        createHash("sha256")
          .update(await readFile(await written(name)))
          .digest("hex"),
      );
    expect(sums[0]).toBe(sums[1]);
  });

  it("continues in another sheet beyond what Excel holds in one", { timeout: 120_000 }, async () => {
    const long: Sheet = {
      columns: [{ name: "n", unit: "count" }],
      rows: Array.from({ length: 1_048_580 }, (_, index) => [index]),
    };
    const file = await written("long.xlsx", [{ name: "A name: of [more] than 31 characters", sheet: long }]);
    const listed = execFileSync("unzip", ["-l", file], { encoding: "utf8" });
    expect(listed).toContain("xl/worksheets/sheet2.xml");
    const second = execFileSync("unzip", ["-p", file, "xl/worksheets/sheet2.xml"], { encoding: "utf8" });
    expect([...second.matchAll(/<row /g)]).toHaveLength(1 + 1_048_580 - 1_048_575);
    expect(second).toContain("<v>1048579</v>");
    const book = execFileSync("unzip", ["-p", file, "xl/workbook.xml"], { encoding: "utf8" });
    expect(book).toContain('name="A name  of  more  than 31 chara"');
    expect(book).toContain('name="A name  of  more  than 31 c (2)"');
  });

  it("rejects a text too long for a cell, naming the cell", async () => {
    const large: Sheet = { columns: [{ name: "text", unit: "text" }], rows: [["x".repeat(40_000)]] };
    await expect(written("large.xlsx", [{ name: "Data", sheet: large }])).rejects.toThrow(
      /cell A2 has 40000 characters/,
    );
    expect(existsSync(join(folder, "large.xlsx"))).toBe(false);
  });

  it("streams rows, and leaves nothing behind if they end in an error", async () => {
    let isOpen = true;
    async function* rows() {
      try {
        yield ["a"];
        throw new Error("the source broke");
      } finally {
        isOpen = false;
      }
    }
    const broken = { columns: [{ name: "text", unit: "text" as const }], rows: rows() };
    const file = join(folder, "broken.xlsx");
    await expect(writeNewFile(file, toXlsx([{ name: "Data", sheet: broken }]), true)).rejects.toThrow(
      /could not be written/,
    );
    expect([isOpen, existsSync(file)]).toEqual([false, false]);
  });

  it("does not take a day outside the calendar for a date, and gives no two tabs the same name", async () => {
    const days: Sheet = { columns: [{ name: "day", unit: "text" }], rows: [["2024-02-30"], ["2024-02-29"]] };
    const sheets = ["Data", "data"].map((name) => ({ name, sheet: days }));
    const book = await readXlsx(await readFile(await written("days.xlsx", sheets)));
    expect(book.sheets.map(({ name }) => name)).toEqual(["Data", "data (2)"]);
    expect(book.sheets[0]?.rows.slice(1)).toEqual([["2024-02-30"], [new Date("2024-02-29T00:00:00Z")]]);
  });

  it("writes no character that is invalid in XML", () => {
    expect(escaped("\u0000\u000b\ud800\uffff ok")).toBe("\ufffd\ufffd\ufffd\ufffd ok");
  });
});

it("writes a report as a workbook: its bridge ends in a live sum, and a second run gives the same bytes", async () => {
  const input = await tinyReport();
  const files = ["report-1.xlsx", "report-2.xlsx"].map((name) => join(folder, name));
  for (const file of files) await writeReport(input, file, false);
  const [one, two] = await Promise.all(files.map((file) => readFile(file)));
  expect(one?.equals(two ?? Buffer.of())).toBe(true);
  const book = await readXlsx(one ?? Buffer.of());
  const names = book.sheets.map(({ name }) => name);
  expect(names.slice(0, 5)).toEqual(["Summary", "Bridge", "Drivers", "Tie-out", "Tie-out by part"]);
  expect(names.slice(-3)).toEqual(["SQL", "Inputs", "About"]);
  const rows = book.sheets[1]?.rows ?? [];
  const xml = execFileSync("unzip", ["-p", files[0] ?? "", "xl/worksheets/sheet2.xml"], { encoding: "utf8" });
  expect(xml).toContain(`<f>SUM(B2:B${rows.length - 4})</f>`);
  const bars = rows.slice(1, -4).reduce((sum, row) => sum + Number(row[1]), 0);
  expect(rows.at(-4)?.[1]).toBeCloseTo(input.investigation.compare.value, 9);
  expect(bars).toBeCloseTo(input.investigation.compare.value, 9);
});

it.each([["slice", "--by", "region", "--measure", "net_revenue"], ["cohorts", "--entry", "all"], ["rows"]])(
  "writes the answer of %s with the figures of its CSV",
  async (...words) => {
    const [book, csv] = [join(folder, `${words[0]}.xlsx`), join(folder, `${words[0]}.csv`)];
    for (const file of [book, csv]) {
      const { code, log } = await runHere(...words, "--source", tinySource, "--warehouse", warehouse, "--out", file);
      expect([code, log]).toEqual([0, expect.stringContaining("wrote")]);
    }
    const rows = (await readXlsx(await readFile(book))).sheets[0]?.rows ?? [];
    const lines = (await readFile(csv, "utf8")).trim().split("\n");
    expect(rows).toHaveLength(lines.length);
    const header = lines[0]?.split(",") ?? [];
    expect(rows[0]).toEqual(header);
    for (const [index, line] of lines.slice(1).entries()) {
      const texts = line.split(",");
      if (texts.length !== header.length) continue;
      for (const [column, text] of texts.entries()) {
        const value = rows[index + 1]?.[column];
        if (typeof value === "number") expect(value).toBeCloseTo(Number(text), 6);
      }
    }
  },
);
