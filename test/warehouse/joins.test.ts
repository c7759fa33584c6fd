import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { built, landed, root, scratch } from "./support/scratch.ts";

const items = "order_id,sku,qty,price\n1,a,2,5.00\n1,b,1,3.00\n2,a,1,5.00\n9,a,1,5.00\n";
const orders = "order_id,buyer,day,status\n1,c1,2024-01-01,paid\n2,c2,2024-01-02,failed\n";
const refunds = "refund_id,order_id,amount\nr1,1,4.00\nr2,1,1.00\n";

const mapping = (join: string, net = "try_cast(qty as integer) * try_cast(price as decimal(18, 4))") => `version: 1
tables:
  transactions:
    from: items.csv
    join:
      - { file: orders.csv, on: order_id }
${join}
    filter: coalesce(status <> 'failed', true)
    columns: { order_id: order_id, customer_id: buyer, transacted_at: day, net_revenue: "${net}" }
`;

const select =
  "select order_id, customer_id, transacted_at, net_revenue, source_file, _record, _line from landing.raw.transactions order by _record";

describe("lines that look up in other files", () => {
  it("has each line once with the columns of its order, including lines without an order", async () => {
    const folder = await scratch({ "items.csv": items, "orders.csv": orders, "grounds.yml": mapping("") });
    expect(await landed(folder, select)).toEqual(
      [
        ["1", "c1", "2024-01-01", "10.0000", "items.csv", 1n, 2n],
        ["1", "c1", "2024-01-01", "3.0000", "items.csv", 2n, 3n],
        ["9", null, null, "5.0000", "items.csv", 4n, 5n],
      ].map((row) => row.map((cell) => (typeof cell === "bigint" ? expect.anything() : cell))),
    );
  });

  it("looks up in another file of the same zip, and in another sheet of the same workbook", async () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from(items), "items.csv");
    zip.addBuffer(Buffer.from(orders), "orders.csv");
    zip.end();
    const rowsOf = (text: string) =>
      text
        .trim()
        .split("\n")
        .map((each) => each.split(","));
    const sheets = [
      { name: "items", rows: rowsOf(items) },
      { name: "orders", rows: rowsOf(orders) },
    ];
    const within = (container: string) => mapping("").replaceAll(/(items|orders)\.csv/g, container);
    const files: Record<string, string | Uint8Array> = {
      "shop.zip": await buffer(zip.outputStream),
      "grounds.yml": within("shop.zip/$1.csv"),
    };
    const book = {
      "shop.xlsx": await writeXlsx({ sheets }),
      "grounds.yml": within("shop.xlsx#$1")
        .replaceAll("from: shop.xlsx#items", "from: 'shop.xlsx#items'")
        .replaceAll("file: shop.xlsx#orders", "file: 'shop.xlsx#orders'"),
    };
    const customers = "select distinct customer_id from landing.raw.transactions order by 1";
    for (const each of [files, book]) expect(await landed(await scratch(each), customers)).toEqual([["c1"], [null]]);
  });

  it("adds up several rows per key", async () => {
    const add = "      - { file: refunds.csv, on: order_id, add_up: { back: amount } }";
    const net =
      "try_cast(qty as integer) * try_cast(price as decimal(18, 4)) - if(row_number() over (partition by order_id order by _record) = 1, coalesce(try_cast(back as decimal(18, 4)), 0), 0)";
    const folder = await scratch({
      "items.csv": items,
      "orders.csv": orders,
      "refunds.csv": refunds,
      "grounds.yml": mapping(add, net),
    });
    const sum = "select sum(try_cast(net_revenue as decimal(18, 4)))::varchar from landing.raw.transactions";
    expect(await landed(folder, sum)).toEqual([["13.0000"]]);
  });

  it("reads a file again that lines only look up in", async () => {
    const folder = await scratch({ "items.csv": items, "orders.csv": orders, "grounds.yml": mapping("") });
    const warehouse = join(folder, "w.duckdb");
    const options = { source: folder, warehouse, projectDir: join(root, "sql"), vars: { bad_row_share: 1 } };
    await built(options);
    expect((await built(options)).outcome.status).toBe("unchanged");
    await writeFile(join(folder, "orders.csv"), orders.replace("c1", "c7"));
    expect((await built(options)).outcome.status).toBe("built");
  });

  it("fills an order's lines with the values of its first one, and joins parts with different columns", async () => {
    const folder = await scratch({
      "a.csv": "Name,Email,Day,Net\n#1,x@e.example,2024-01-01,5\n#1,,2024-01-01,2\n",
      "b.csv": "Name,Email,Day,Net,Note\n#2,y@e.example,2024-01-02,1,hm\n#2,,2024-01-02,4,\n",
      "grounds.yml":
        "version: 1\ntables:\n  transactions:\n    files: [a.csv, b.csv]\n    fill: { by: Name, columns: [Email] }\n    columns: { customer_id: Email, transacted_at: Day, net_revenue: Net, product_id: Note }\n",
    });
    expect(
      await landed(
        folder,
        "select customer_id, net_revenue, product_id, source_file from landing.raw.transactions order by source_file, _record",
      ),
    ).toEqual([
      ["x@e.example", "5", null, "a.csv"],
      ["x@e.example", "2", null, "a.csv"],
      ["y@e.example", "1", "hm", "b.csv"],
      ["y@e.example", "4", null, "b.csv"],
    ]);
  });
});

describe("lines without a customer", () => {
  const files = {
    "sales.csv": "who,day,net\nc1,2024-01-01,5.00\n,2024-01-02,7.00\n",
    "grounds.yml":
      "version: 1\ntables:\n  transactions:\n    files: sales.csv\n    guests: true\n    columns: { customer_id: who, transacted_at: day, net_revenue: net }\n",
  };

  it("count as guest revenue if the mapping says so, and are quarantined otherwise", async () => {
    const build = async (text: string) => {
      const source = await scratch({ ...files, "grounds.yml": text });
      const { outcome } = await built({
        source,
        warehouse: "memory",
        projectDir: join(root, "sql"),
        vars: { bad_row_share: 1 },
      });
      const { database } = outcome;
      const rows = await database?.query(
        "select sum(net_revenue)::varchar, count(customer_key), (select count(*) from silver.dim_customer_acquisition), (select sum(net_revenue)::varchar from gold.cube_customer_transaction_behavior) from silver.fct_transactions",
      );
      await database?.close();
      return [
        rows?.rows[0]?.map(String),
        outcome.checks.filter(({ status }) => status === "failed").map(({ name }) => name),
      ];
    };
    const money = (text: string) => expect.stringMatching(new RegExp(`^${text}0*$`));
    expect(await build(files["grounds.yml"])).toEqual([[money("12.00"), "1", "1", money("12.00")], []]);
    expect((await build(files["grounds.yml"].replace("    guests: true\n", "")))[0]).toEqual([
      money("5.00"),
      "1",
      "1",
      money("5.00"),
    ]);
  });
});
