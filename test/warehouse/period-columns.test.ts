import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { isPeriodName, periodName } from "../../source/warehouse/files/period-names.ts";
import { mapped } from "./support/field.ts";
import { csv, numbers, read } from "./support/proposed.ts";
import { landed, scratch } from "./support/scratch.ts";

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const customers = Array.from({ length: 8 }, (_, at) => `Acme ${at + 1}`);
/** What a customer bought in a month: nothing in some, and never the same twice. */
const bought = (customer: number, month: number) => ((customer + month) % 4 === 0 ? 0 : 10 * month + customer + 0.25);
const amounts = (customer: number) => numbers.map((month) => bought(customer, month));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const total = sum(customers.flatMap((_, at) => amounts(at)));
const money = (value: number) => (value === 0 ? "" : value.toFixed(2));
const plain = (name: (month: number) => string, header = "Customer") =>
  csv(
    `${header},${numbers.map(name).join(",")}`,
    customers.map((customer, at) => `${customer},${amounts(at).map(money).join(",")}`),
  );

describe("names of periods", () => {
  it.each([
    ["Jan 2024", "month", "2024-01-01"],
    ["März '24", "month", "2024-03-01"],
    ["2024 Dec", "month", "2024-12-01"],
    ["Feb-24", "month", "2024-02-01"],
    ["2024-07", "month", "2024-07-01"],
    ["07/2024", "month", "2024-07-01"],
    ["202407", "month", "2024-07-01"],
    ["2024-07-01 00:00:00", "day", "2024-07-01"],
    ["Q3 24", "quarter", "2024-07-01"],
    ["2024Q3", "quarter", "2024-07-01"],
    ["3Q24", "quarter", "2024-07-01"],
    ["2024", "year", "2024-01-01"],
    ["2024-W01", "week", "2024-01-01"],
    ["KW 53 2020", "week", "2020-12-28"],
    ["2021-W01", "week", "2021-01-04"],
    ["Mai", "month", "05-01"],
  ])("reads %s", (name, grain, from) => {
    expect(periodName(name)).toMatchObject({ before: "", after: "", period: { grain, from } });
  });

  it("has the words around a period, and knows no fiscal year", () => {
    expect(periodName("Revenue Jan 2024 (EUR)")).toMatchObject({ before: "Revenue", after: "(EUR)" });
    expect(["FY2024", "FY24 Q1", "Payment", "column_7", "A4", "2024-13"].map(isPeriodName)).toEqual(
      Array.from({ length: 6 }, () => false),
    );
  });
});

describe("periods as columns", () => {
  it.each<[string, (month: number) => string]>([
    ["Jan 2024", (month) => `${months[month - 1]} 2024`],
    ["2024-01", (month) => `2024-${String(month).padStart(2, "0")}`],
    ["2024-01-01", (month) => `2024-${String(month).padStart(2, "0")}-01`],
    ["202401", (month) => `2024${String(month).padStart(2, "0")}`],
    ["Revenue Jan 2024", (month) => `Revenue ${months[month - 1]} 2024`],
  ])("are read as rows: %s", async (_, name) => {
    expect(await read({ "sales.csv": plain(name) })).toMatchObject({ net: total, customers: 8, asked: [] });
  });

  it("gives the same from the mapping that it writes", async () => {
    const folder = await scratch({ "sales.csv": plain((month) => `${months[month - 1]} 2024`) });
    const { text, totals } = await mapped(folder, false);
    await writeFile(join(folder, "grounds.yml"), text);
    const query =
      "select sum(try_cast(net_revenue as decimal(18, 2)))::double, count(*)::integer, min(transacted_at), max(transacted_at), count(distinct customer_id)::integer from landing.raw.transactions";
    expect(await landed(folder, query)).toEqual([[total, 72, "2024-01-01", "2024-12-01", 8]]);
    expect(Number(totals.netRevenue)).toBe(total);
  });

  it("leaves out totals of quarters, of the year and of all rows, which add up, and an average", async () => {
    const quarter = (at: number, of: number) => amounts(at).slice(3 * of, 3 * of + 3);
    const row = (values: readonly (readonly number[])[]) =>
      [
        ...values.flatMap((own) => [...own, sum(own)]),
        sum(values.flat().slice(0, 6)),
        sum(values.flat()),
        sum(values.flat()) / 12,
      ].map((value) => value.toFixed(2));
    const all = [0, 1, 2, 3].map((of) =>
      [0, 1, 2].map((at) => sum(customers.map((_, who) => quarter(who, of)[at] ?? 0))),
    );
    const header = [0, 1, 2, 3].flatMap((of) => [
      ...[0, 1, 2].map((at) => `${months[3 * of + at]} 2024`),
      `Q${of + 1} 2024`,
    ]);
    const rows = customers.map((customer, at) =>
      [customer, ...row([0, 1, 2, 3].map((of) => quarter(at, of)))].join(","),
    );
    const files = {
      "sales.csv": csv(`Customer,${header.join(",")},First half,2024,Average`, [
        ...rows,
        ["Total", ...row(all)].join(","),
      ]),
    };
    expect(await read(files)).toMatchObject({ net: total, customers: 8, asked: [] });
  });

  it("takes no total that its periods do not make", async () => {
    const rows = customers.map((customer, at) => `${customer},${amounts(at).map(money).join(",")},${1000 + at}.00`);
    const names = numbers.map((month) => `${months[month - 1]} 2024`);
    await expect(read({ "sales.csv": csv(`Customer,${names.join(",")},Total`, rows) })).rejects.toMatchObject({
      why: expect.stringContaining("its periods are columns"),
    });
  });

  it("counts the same amount every month as often as it is there", async () => {
    const rows = customers.map((customer, at) => `${1000 + at},${customer}${",49.00".repeat(12)}`);
    const files = { "plans.csv": csv(`Account No,Customer,${months.map((name) => `${name}-24`).join(",")}`, rows) };
    expect(await read(files)).toMatchObject({ net: 8 * 12 * 49, customers: 8 });
  });

  it("takes the year from the name of each file, as an assumption, and none where there is none", async () => {
    const sheet = plain((month) => months[month - 1] ?? "");
    const found = await read({ "sales 2023.csv": sheet, "sales 2024.csv": sheet.replaceAll(".25", ".50") });
    expect(found).toMatchObject({ net: 2 * total + 72 * 0.25, customers: 8, asked: ["year"] });
    await expect(read({ "sales.csv": sheet })).rejects.toMatchObject({ why: expect.stringContaining("a date") });
  });

  it("takes revenue beside units, and names of two rows", async () => {
    const names = months.flatMap((name) => [`Units ${name} 2024`, `Revenue ${name} 2024`]);
    const two = customers.map(
      (customer, at) =>
        `${customer},${amounts(at)
          .flatMap((value) => [Math.ceil(value / 9), money(value)])
          .join(",")}`,
    );
    expect(await read({ "sales.csv": csv(`Customer,${names.join(",")}`, two) })).toMatchObject({ net: total });
    const half = months.slice(0, 6).join(",");
    const rows = customers.map((customer, at) => `${customer},${amounts(at).map(money).join(",")}`);
    const merged = { "sales.csv": csv(`,2023,,,,,,2024,,,,,\nCustomer,${half},${half}`, rows) };
    expect(await read(merged)).toMatchObject({ net: total, customers: 8, asked: [] });
  });

  it("multiplies pieces by a price", async () => {
    const rows = customers.map((customer, at) => `${customer},Mug,7.50${",2,0,1".repeat(4)},${at}`);
    const header = `Customer,Product,Price,${months.map((name) => `${name} 2024`).join(",")},Rank`;
    expect(await read({ "orders.csv": csv(header, rows) })).toMatchObject({ net: 8 * 12 * 7.5, customers: 8 });
  });

  it("reads a sheet of a workbook whose names are days", async () => {
    const days = numbers.map((month) => new Date(Date.UTC(2024, month - 1, 1)));
    const rows = [["Customer", ...days], ...customers.map((customer, at) => [customer, ...amounts(at)])];
    const book = await writeXlsx({ sheets: [{ name: "2024", rows }] });
    expect(await read({ "sales.xlsx": book })).toMatchObject({ net: total, customers: 8 });
  });

  it("asks whether they are more than the orders beside them", async () => {
    const orders = customers.flatMap((customer, at) =>
      numbers.flatMap((month) => {
        const day = `2024-${String(month).padStart(2, "0")}-11`;
        return bought(at, month) === 0 ? [] : [`O${at}-${month},${customer},${day},${money(bought(at, month))}`];
      }),
    );
    const files = {
      "orders.csv": csv("Order,Customer,Date,Total", orders),
      "by month.csv": plain((month) => `${months[month - 1]} 2024`),
    };
    expect(await read(files)).toMatchObject({ net: total, customers: 8 });
  });
});
