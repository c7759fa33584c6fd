import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { landed, scratch } from "../support/scratch.ts";
import { readOne } from "./read-file.ts";

describe("what loaders add", () => {
  it.each<[string, string, readonly string[], Record<string, number>]>([
    [
      "soft deletes of Fivetran",
      "id,amount,_fivetran_deleted,_fivetran_synced\n1,10.00,false,2025-06-01\n2,20.00,true,2025-06-01\n3,30.00,,2025-06-01\n",
      ["1", "3"],
      { "rows deleted at the source": 1 },
    ],
    [
      "history mode of Fivetran",
      "id,amount,_fivetran_active,_fivetran_start\n1,10.00,false,2025-06-01\n1,11.00,true,2025-06-02\n2,20.00,true,2025-06-01\n",
      ["1", "2"],
      { "older versions of a row": 1 },
    ],
    [
      "append mode of Airbyte",
      "_airbyte_raw_id,_airbyte_extracted_at,id,amount,_ab_cdc_deleted_at\na,2025-05-01 00:00:00+00,1,10.00,\nb,2025-05-02 00:00:00+00,1,11.00,\nc,2025-05-01 00:00:00+00,2,20.00,\nd,2025-05-02 00:00:00+00,2,20.00,2025-05-02\ne,2025-05-01 00:00:00+00,3,30.00,\n",
      ["1", "3"],
      { "older versions of a row": 2, "rows deleted at the source": 1 },
    ],
    [
      "snapshots of dbt",
      "id,amount,dbt_valid_from,dbt_valid_to,dbt_is_deleted\n1,10.00,2024-01-01,2024-02-01,False\n1,11.00,2024-02-01,,False\n2,20.00,2024-01-01,9999-12-31,False\n3,30.00,2024-01-01,,True\n",
      ["1", "2"],
      { "older versions of a row": 1, "rows deleted at the source": 1 },
    ],
    ["a table without any of it", "id,amount\n1,10.00\n1,10.00\n", ["1", "1"], {}],
  ])("%s", async (_name, text, ids, leftOut) => {
    const table = await readOne(text);
    expect(table.rows.map((row) => row[table.columns.indexOf("id")]).sort()).toEqual(ids);
    expect(Object.fromEntries(table.reading.leftOut.map(({ what, rows }) => [what, rows]))).toEqual(leftOut);
  });

  it("reports the sum of what is left out, and its lines", async () => {
    const { reading } = await readOne("id,amount,_fivetran_deleted\n1,10.00,false\n2,20.50,true\n");
    expect(reading.leftOut).toEqual([
      { what: "rows deleted at the source", rows: 1, lines: [3], sums: { amount: "20.5000" } },
    ]);
  });
});

describe("JSON within a table", () => {
  const order = (id: number, email: string) => ({
    id,
    customer: { id: id * 10, address: { city: "Rome" } },
    contact_email: email,
    line_items: [{ sku: "A" }],
  });
  it("has a column for each value in it, by its path", async () => {
    const text = [order(1, "a@example.org"), order(2, "b@example.org")].map((each) => JSON.stringify(each)).join("\n");
    const table = await readOne(text, "orders.jsonl");
    const value = (name: string) => table.rows.map((row) => row[table.columns.indexOf(name)]);
    expect(value("customer.id")).toEqual(["10", "20"]);
    expect(value("customer.address.city")).toEqual(["Rome", "Rome"]);
    expect(table.columns).toContain("line_items");
  });

  it("is opened in a raw record of Airbyte, with the names of its values inside; the newest counts", async () => {
    const row = (at: string, data: object) => `x,${at},"${JSON.stringify(data).replaceAll('"', '""')}"`;
    const lines = [
      row("2025-05-01", { id: 1, total: "5.00" }),
      row("2025-05-02", { id: 1, total: "6.00" }),
      row("2025-05-01", { id: 2, total: "7.00" }),
    ];
    const table = await readOne(`_airbyte_ab_id,_airbyte_emitted_at,_airbyte_data\n${lines.join("\n")}\n`);
    expect(table.rows.map((each) => each[table.columns.indexOf("total")]).sort()).toEqual(["6.00", "7.00"]);
  });

  it("is opened for the expressions of a mapping too", async () => {
    const folder = await scratch({
      "orders.jsonl": JSON.stringify({ ...order(1, "a@example.org"), at: "2024-01-01", total: "5.00" }),
    });
    const columns =
      "{ customer_id: '\"customer.id\"', transacted_at: at, net_revenue: total, order_id: \"customer->'address'->>'city'\" }";
    await writeFile(
      join(folder, "grounds.yml"),
      `version: 1\ntables:\n  transactions:\n    files: [orders.jsonl]\n    columns: ${columns}\n`,
    );
    const sql = "select customer_id, net_revenue, order_id from landing.raw.transactions";
    expect(await landed(folder, sql)).toEqual([["10", "5.00", "Rome"]]);
  });
});
