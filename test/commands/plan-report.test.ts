import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readXlsx } from "hucre/xlsx";
import { beforeAll, describe, expect, it } from "vitest";
import type { AnyQuestion } from "../../source/analysis/totals/question.ts";
import { explainAny } from "../../source/commands/explain.ts";
import { reportInput } from "../../source/commands/report-input.ts";
import type { Session } from "../../source/commands/session.ts";
import { Amount } from "../../source/domain/amount.ts";
import { parsePeriod } from "../../source/domain/period.ts";
import { type PlanLine, planVariances } from "../../source/domain/plan.ts";
import { planBridge } from "../../source/domain/plan-bridge.ts";
import { writeReport } from "../../source/export/report/write-report.ts";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { copyTinyWarehouse, scratchFolder, tinySession } from "../helpers/tiny-warehouse.ts";
import { yearOnYear } from "../helpers/year-on-year.ts";
import { scratch } from "../warehouse/support/scratch.ts";

const plan = `month,measure,region,value
2024-02,net_revenue,,100
2024-02,orders,,4
2024-02,active_customers,,3
2024-03,net_revenue,,120
2024-03,orders,,5
2024-03,active_customers,,4
2024-02,net_revenue,south,30
2030-01,net_revenue,,1000
`;

let folder: string;
beforeAll(async () => {
  const made = await scratchFolder();
  folder = made.path;
  await writeFile(join(folder, "plan.csv"), plan);
  await copyTinyWarehouse(join(folder, "w.duckdb"));
  return made.remove;
});

async function report(name: string): Promise<string> {
  const file = join(folder, name);
  const place = ["--source", tinySource, "--warehouse", join(folder, "w.duckdb")];
  const { code, log } = await runHere("plan", join(folder, "plan.csv"), "--report", file, "--overwrite", ...place);
  expect(code, log).toBe(0);
  return file;
}

describe("a report of a plan", () => {
  it("bridges the plan to the actual by customers, their orders and value per order, the same on each page", async () => {
    const text = await readFile(await report("plan.md"), "utf8");
    expect(text).toMatch(/\| \*\*Plan\*\* \| \*\*\$220\.00\*\* \|/);
    for (const bar of ["Customers", "Orders per customer", "Value per order"]) expect(text).toContain(`| ${bar} |`);
    expect(text).toContain("| 2030-01 | all | $1,000 | not over |");
    expect(text).toMatch(/sha256 of the plan \| [0-9a-f]{64}/);
    expect(text).toContain("from silver.fct_transactions");
    const page = await readFile(await report("plan.html"), "utf8");
    expect(page).toContain("Plan report");
    expect(page.match(/class="[^"]*\bwhisker/g)).toBeNull();
    expect(await readFile(await report("plan.html"), "utf8")).toBe(page);
  });

  it("is a workbook whose variances and bridge are formulas with the values of the data", async () => {
    const book = await readXlsx(await readFile(await report("plan.xlsx")));
    expect(book.sheets.map(({ name }) => name)).toEqual(["Variances", "Bridge", "SQL", "Inputs", "About"]);
    const [head = [], ...rows] = book.sheets[0]?.rows ?? [];
    const at = (name: string) => head.indexOf(name);
    const first = rows[0] ?? [];
    expect(Number(first[at("variance")])).toBeCloseTo(Number(first[at("actual")]) - 100, 9);
    expect(rows.at(-1)?.[at("actual")] ?? null).toBeNull();
    const bridge = book.sheets[1]?.rows ?? [];
    const values = bridge.slice(1).map((row) => Number(row[1]));
    const [planned = 0, customers = 0, frequency = 0, value = 0, actual, data, difference] = values;
    expect(planned).toBe(220);
    expect(planned + customers + frequency + value).toBeCloseTo(Number(data), 9);
    expect([actual, difference]).toEqual([data, 0]);
  });

  it("of another ending is a usage error before anything is read", async () => {
    const { code, log } = await runHere("plan", join(folder, "plan.csv"), "--report", join(folder, "plan.pdf"));
    expect([code, log]).toEqual([2, expect.stringContaining("code: file.noReportName")]);
  });
});

describe("the bridge of a plan", () => {
  const line = (month: string, value: number, where = {}, measure = "net_revenue"): PlanLine => {
    return { line: 2, month, measure, where, value: measure === "orders" ? value : Amount.of(String(value)) };
  };
  const bridged = (plan: readonly PlanLine[]) =>
    planBridge(
      planVariances(plan, ({ measure, value }) => (measure === "orders" ? 3 : Amount.of(String(Number(value) + 7)))),
    );

  it("has orders and value, else the values of a dimension, else months; its bars add up", () => {
    const cases = [
      [[line("2024-01", 50), line("2024-01", 2, {}, "orders")], "factors", ["Orders", "Value per order"]],
      [
        [line("2024-01", 50, { region: "n" }), line("2024-01", 9, { region: "s" })],
        { dimension: "region" },
        ["n", "s"],
      ],
      [
        [line("2024-01", 50), line("2024-02", 9), line("2024-01", 5, { region: "n" })],
        "months",
        ["2024-01", "2024-02"],
      ],
    ] as const;
    for (const [plan, by, labels] of cases) {
      const found = bridged(plan);
      expect([found?.by, found?.bars.map(({ label }) => label)]).toEqual([by, labels]);
      const sum = found?.bars.reduce((total, { contribution }) => total + contribution, found.from);
      expect(sum).toBeCloseTo(found?.to ?? Number.NaN, 9);
    }
    expect(bridged([line("2024-01", 2, {}, "orders")])).toBeUndefined();
  });

  it("of many values has one bar for the small ones", () => {
    const many = Array.from({ length: 12 }, (_, index) => line("2024-01", index, { region: `r${index}` }));
    const found = bridged(many);
    expect(found?.bars).toHaveLength(8);
    expect(found?.bars.at(-1)?.label).toBe("5 others");
    expect(found?.bars.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(84, 9);
  });
});

describe("the report of an investigation whose periods are planned", () => {
  const investigated = async (on: Session, name: string, base: string, compare: string) => {
    const of = { of: "period", metric: "net_revenue", filters: [], seed: 1, replicates: 100 } as const;
    return reportOf(on, name, { ...of, base: parsePeriod(base), compare: parsePeriod(compare) });
  };
  const reportOf = async (on: Session, name: string, question: AnyQuestion) => {
    const found = await explainAny(on, question, new AbortController().signal);
    const file = join(await scratch(), name);
    await writeReport(await reportInput(on, found, { notes: {}, excluded: [] }), file, false);
    return readFile(file);
  };

  it("has the plan's lines of these periods only, with the bridge from plan to actual of the compared one", async () => {
    const session = await tinySession();
    try {
      const on = { ...session, folder: await scratch({ "plan.csv": plan }) };
      const text = String(await investigated(on, "planned.md", "2024-02", "2024-03"));
      expect(text).toContain("The plan of these periods");
      const section = text.slice(text.indexOf("The plan of these periods"));
      expect(section).toMatch(/\| \*\*Plan\*\* \| \*\*\$120\.00\*\* \|/);
      for (const bar of ["Customers", "Orders per customer", "Value per order"])
        expect(section).toContain(`| ${bar} |`);
      expect(section).toContain("| 2024-02 | south |");
      expect(section).not.toContain("2030-01");
      const book = await readXlsx(await investigated(on, "planned.xlsx", "2024-02", "2024-03"));
      expect(book.sheets.map(({ name }) => name)).toContain("Plan");
      expect(String(await investigated(on, "unplanned.md", "2024-12", "2025-01"))).not.toContain("The plan of these");
    } finally {
      await session.close();
    }
  });

  it("of cohorts has the lines of their months of lifetime", async () => {
    const session = await tinySession();
    const lines = ["2025-01,0,18.50", "2025-02,0,17", "2024-12,0,16"].map(
      (line) => `,net_revenue_per_customer,${line}\n`,
    );
    const text = `month,measure,acquisition_month,tenure_month,value\n2025-01,net_revenue,,,5\n${lines.join("")}`;
    try {
      const on = { ...session, folder: await scratch({ "plan.csv": text }) };
      const page = String(await reportOf(on, "cohorts.md", { ...yearOnYear, replicates: 100 }));
      const section = page.slice(page.indexOf("The plan of these periods"), page.indexOf("Method and caveats"));
      for (const part of ["2025-01", "2025-02", "$18.50"]) expect(section).toContain(part);
      for (const part of ["2024-12", "$5.00"]) expect(section).not.toContain(part);
    } finally {
      await session.close();
    }
  });
});
