import { writeXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { read } from "../support/proposed.ts";
import { readOne } from "./read-file.ts";

const header = "order_id,day,customer,amount";
const orders = Array.from(
  { length: 12 },
  (_, at) => `A${101 + at},2024-0${1 + (at % 6)}-05,${["Ann", "Bob", "Cid"][at % 3]},${10 + at}.50`,
);
const sum = "192.00";
const payments = ["payment,day,method,paid", ...orders.map((line) => `P${line.replace(/Ann|Bob|Cid/, "card")}`)];
const months = ["month,orders,net", "2024-01,6,96.00", "2024-02,6,96.00"];
const own = [header, ...orders];

describe("two tables in one file", () => {
  it.each<[string, readonly string[], number, Record<string, string>, readonly string[]]>([
    ["below a blank line", [...own, "", ...payments], 15, { paid: sum }, ["payment", "day", "method", "paid"]],
    ["below a title", [...own, "", "Payments", ...payments], 16, { paid: sum }, ["payment", "day", "method", "paid"]],
    ["directly below", [...own, ...payments], 14, { paid: sum }, ["payment", "day", "method", "paid"]],
    [
      "directly below a total",
      [...own, `Total,,,${sum}`, ...payments, `Total,,,${sum}`],
      15,
      { paid: sum },
      ["payment", "day", "method", "paid"],
    ],
    [
      "a summary of fewer columns",
      [...own, "", ...months],
      15,
      { orders: "12.00", net: sum },
      ["month", "orders", "net"],
    ],
    [
      "a summary of two columns, with a total named in its header",
      [...own, "", "month,total", "2024-01,96.00", "2024-02,96.00"],
      15,
      { total: sum },
      ["month", "total"],
    ],
    [
      "of more columns, with decimal commas",
      [
        ...own,
        "",
        "refund,day,reason,customer,value",
        'R1,2024-03-05,late,Ann,"12,25"',
        'R2,2024-03-06,late,Bob,"7,75"',
      ],
      15,
      { value: "20.00" },
      ["refund", "day", "reason", "customer", "value"],
    ],
  ])("%s: only the first is read", async (_name, lines, line, sums, names) => {
    const { rows, reading, unreadable } = await readOne(`${lines.join("\n")}\n`);
    expect(rows.map((row) => row.join(","))).toEqual(orders);
    expect(unreadable).toBe(0);
    const [found, ...others] = reading.leftOut.filter(({ what }) => what === "rows of another table");
    expect(found).toMatchObject({ header: { line, names }, sums });
    expect(others).toEqual([]);
    expect(reading.notes.join(" ")).toContain(`Line ${line} begins another table (${names.join(", ")})`);
  });

  it("goes on with the first table below its header again", async () => {
    const text = [header, ...orders.slice(0, 5), "", ...payments.slice(0, 4), "", header, ...orders.slice(5)];
    const { rows, reading } = await readOne(
      `${text.join("\n")}\n\n${[payments[0], ...payments.slice(4)].join("\n")}\n`,
    );
    expect(rows.map((row) => row.join(","))).toEqual(orders);
    expect(reading.leftOut.map(({ what, rows: count }) => [what, count])).toEqual([
      ["repeated headers", 1],
      ["rows of another table", 12],
    ]);
  });

  it("reads the first table of a sheet, in which a blank row is none", async () => {
    const rows = [...own, "", ...payments].map((line) => line.split(",").filter((cell) => cell !== ""));
    const table = await readOne(await writeXlsx({ sheets: [{ name: "Sheet1", rows }] }), "shop.xlsx");
    expect(table.rows.map((row) => row.join(","))).toEqual(orders);
    expect(table.reading.leftOut).toMatchObject([{ rows: 12, header: { line: 15 }, sums: { paid: sum } }]);
  });

  it("asks about an amount in it, with the total with it", async () => {
    const file = "report.csv, table at line";
    const paid = await read({ "report.csv": `${[...own, "", ...payments].join("\n")}\n` });
    expect(paid).toMatchObject({
      net: 192,
      customers: 3,
      asked: [`file ${file} 15`],
      totals: expect.arrayContaining([192, 384]),
    });
    const refunds = ["refund,day,reason,value", "R1,2024-03-05,late,12.00"];
    const back = await read({ "report.csv": `${[...own, ...refunds].join("\n")}\n` });
    expect(back).toMatchObject({
      net: 192,
      customers: 3,
      asked: [`file ${file} 14`],
      totals: expect.arrayContaining([192, 180]),
    });
  });

  it("counts each of several tables", async () => {
    const text = [...own, "", "Payments", ...payments, "", "By month", ...months];
    const { reading } = await readOne(`${text.join("\n")}\n`);
    expect(reading.leftOut.flatMap(({ header: of, rows }) => (of === undefined ? [] : [[of.line, rows]]))).toEqual([
      [16, 12],
      [31, 2],
    ]);
  });

  it.each([
    ["a summary as wide as the lines", ["month,orders,customers,net", "2024-01,6,3,96.00", "2024-02,6,3,96.00"]],
    ["a narrower summary", months],
  ])("reads the longer table below %s", async (_name, above) => {
    const { rows, columns, reading } = await readOne(`${[...above, "", ...own].join("\n")}\n`);
    expect(columns).toEqual(header.split(","));
    expect(rows.map((row) => row.join(","))).toEqual(orders);
    expect(reading.leftOut.filter(({ header: of }) => of !== undefined)).toMatchObject([
      { rows: 2, header: { line: 1, names: above[0]?.split(",") }, sums: { net: sum } },
    ]);
  });

  it("takes the table that the mapping names", async () => {
    const { rows } = await readOne(`${[...own, "", ...payments].join("\n")}\n`, "orders.csv", { headerLine: 15 });
    expect(rows.length).toBe(12);
    expect(rows[0]?.[0]).toBe("PA101");
  });

  it.each<[string, readonly string[]]>([
    ["the same header in other letters", [...own.slice(0, 6), "", header.toUpperCase(), ...own.slice(6)]],
    ["the ends of its names", [...own.slice(0, 6), "id,day,customer,amount", ...own.slice(6)]],
  ])("takes %s for a repeated header", async (_name, lines) => {
    const { rows, reading } = await readOne(`${lines.join("\n")}\n`);
    expect(rows.map((row) => row.join(","))).toEqual(orders);
    expect(reading.leftOut.map(({ what }) => what)).toEqual(["repeated headers"]);
  });

  it.each<[string, string]>([
    ["a record without its values", "A999,unknown,Zoe,none"],
    ["a heading of a group", "Region,North,,"],
    ["lines drawn between records", "-----,----------,----,------"],
    ["a note of a name and a value", "\nPrinted by,Zoe\nPrinted on,2024-07-01"],
  ])("takes %s for no table", async (_name, line) => {
    const { reading } = await readOne(`${[...own.slice(0, 6), line, ...own.slice(6)].join("\n")}\n`);
    expect(reading.leftOut.filter(({ header: of }) => of !== undefined)).toEqual([]);
    expect(reading.records).toBeGreaterThan(11);
  });
});
