import { describe, expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { csv, day, numbers, read } from "./support/proposed.ts";
import { scratch } from "./support/scratch.ts";

const row = (at: number) => `O${at},${day(at)},C${at % 4},10.00`;
const whole = { net: 120, customers: 4, asked: [] };

describe("JSON", () => {
  it("reads columns as objects of values by row", async () => {
    const column = (of: (at: number) => unknown) => Object.fromEntries(numbers.map((at) => [String(at - 1), of(at)]));
    const document = {
      order_id: column((at) => at),
      customer: column((at) => `C${at % 4}`),
      date: column(day),
      net: column((at) => 10 + at),
    };
    expect(await read({ "orders.json": JSON.stringify(document) })).toMatchObject({ ...whole, net: 198 });
  });

  it("reads the dates of OData", async () => {
    const results = numbers.map((at) => ({
      OrderID: at,
      CustomerID: `C${at % 4}`,
      OrderDate: `/Date(${Date.parse(`${day(at)}T09:00:00Z`)}+0000)/`,
      NetAmount: "10.00",
    }));
    await withProposal(
      { source: await scratch({ "orders.json": JSON.stringify({ d: { results } }) }) },
      ({ proposal }) => {
        expect(proposal.totals).toMatchObject({ netRevenue: "120.00", customers: 4 });
        expect(proposal.totals.from?.slice(0, 10)).toBe("2024-01-15");
        return Promise.resolve();
      },
    );
  });
});

it("reads money in units and nanos", async () => {
  const orders = numbers.map((at) => ({
    id: `o${at}`,
    customerId: `c${at % 4}`,
    createTime: `${day(at)}T09:00:00Z`,
    netAmount: { currencyCode: "EUR", units: "10", nanos: 250_000_000 },
  }));
  const found = await read({ "orders.ndjson": orders.map((order) => JSON.stringify(order)).join("\n") });
  expect(found).toMatchObject({ ...whole, net: 123 });
});

it.each([
  ["quarter", (at: number) => `Q${((at - 1) % 4) + 1} 2024`, "2024-10-01"],
  ["week", (at: number) => `2024-W${String(at).padStart(2, "0")}`, "2024-03-18"],
])("takes the first day of a %s", async (name, of, last) => {
  const rows = numbers.map((at) => `O${at},${of(at)},C${at % 4},10.00`);
  const source = await scratch({ "sales.csv": csv(`order,${name},customer,net`, rows) });
  await withProposal({ source }, ({ proposal }) => {
    expect(proposal.totals).toMatchObject({ netRevenue: "120.00", from: "2024-01-01", to: last });
    return Promise.resolve();
  });
});

it("reads the header below a line that describes the columns", async () => {
  const rows = numbers.map((at) => `Bar,${row(at)}`);
  const described =
    "Name of your store,Unique number of the order,Day on which it was placed,Who placed the order,Sum of the items";
  expect(
    await read({ "details.csv": csv(`${described}\nStore,Order ID,Order date,Customer ID,Sales`, rows) }),
  ).toMatchObject(whole);
});

it("reads parts that were unloaded without a file ending", async () => {
  const part = (from: number) =>
    csv(
      "order_id|date|customer_id|net",
      numbers.slice(from, from + 6).map((at) => row(at).replaceAll(",", "|")),
    );
  const files = { orders_0000_part_00: part(0), orders_0001_part_00: part(6), orders_manifest: '{"entries": []}' };
  expect(await read(files)).toMatchObject(whole);
});

describe("days in the names of files", () => {
  const line = (at: number) => `O${at},C${at % 4},10.00`;

  it("takes them where no column has a date", async () => {
    const files = Object.fromEntries(
      numbers.map((at) => [`sales_${day(at)}.csv`, csv("order,customer,net", [line(at)])]),
    );
    expect(await read(files)).toMatchObject({ ...whole, asked: ["day"] });
  });

  it("does not take that of a single file, which may be the day of the export", async () => {
    const files = { "orders_2024-06-01.csv": csv("order,customer,net", numbers.map(line)) };
    await expect(read(files)).rejects.toThrow("could be order lines");
  });
});

it.each([
  ["orders.xls", "save it as .xlsx"],
  ["shop.sql", "export its tables as CSV"],
])("says what to do with %s", async (name, next) => {
  await expect(read({ [name]: "anything" })).rejects.toMatchObject({ why: expect.stringContaining(`${name}: `) });
  await expect(read({ [name]: "anything" })).rejects.toMatchObject({ why: expect.stringContaining(next) });
});

it("names a file that is not read beside those that are", async () => {
  const source = await scratch({
    "orders.csv": csv("order_id,date,customer,net", numbers.map(row)),
    "old.xls": "anything",
  });
  await withProposal({ source }, ({ proposal }) => {
    expect(proposal.unreadable.map(({ name }) => name)).toEqual(["old.xls"]);
    return Promise.resolve();
  });
});
