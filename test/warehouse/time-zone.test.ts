import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { UserError } from "../../source/errors.ts";
import { openAssumptions } from "../../source/warehouse/mapping/assumptions.ts";
import { parseMapping } from "../../source/warehouse/mapping/mapping.ts";
import { built, landed, root, scratch } from "./support/scratch.ts";

const times = [
  "2025-01-01T04:30:00Z",
  "2024-12-31 23:30:00-05:00",
  "2025-01-01T04:30Z",
  "2025-07-01 04:30:00+0000",
  "2025-01-01 05:30:00 Europe/Berlin",
  "2024-12-31 23:30:00",
  "2025-01-01",
  "soon",
];
const orders = `id,who,at,net\n${times.map((time, at) => `${at + 1},c${at},${time},1.00`).join("\n")}\n`;
const mapping = (rules: string) => `version: 1
${rules}
tables:
  transactions:
    files: [orders.csv]
    columns: { transaction_id: id, customer_id: who, transacted_at: at, net_revenue: net }
`;
const select = "select transacted_at from landing.raw.transactions order by _record";
const loaded = async (rules: string) =>
  (await landed(await scratch({ "orders.csv": orders, "grounds.yml": mapping(rules) }), select)).map(([time]) => time);

it("leaves times unchanged if the business has no time zone", async () => {
  expect(await loaded("")).toEqual(times);
});

it("converts instants to the business's time zone, times without a zone if they are UTC, and a day alone never", async () => {
  const moved = [
    ...["2024-12-31 23:30:00", "2024-12-31 23:30:00", "2024-12-31 23:30:00"],
    ...["2025-07-01 00:30:00", "2024-12-31 23:30:00"],
  ];
  expect(await loaded("time_zone: America/New_York")).toEqual([...moved, "2024-12-31 23:30:00", "2025-01-01", "soon"]);
  expect(await loaded("time_zone: America/New_York\ntimes_are: utc")).toEqual([
    ...moved,
    ...["2024-12-31 18:30:00", "2025-01-01", "soon"],
  ]);
});

it("reads times and days without a zone as UTC, also below one with a zone's name", async () => {
  const named = [
    "2024-07-01 10:00:00 Europe/Berlin",
    "2024-07-01 10:00 America/New_York",
    "2024-07-01 9:00:00 Etc/GMT+5",
  ];
  const others = ["2024-07-02", "2024-07-02 9:05:07", "2024-07-02 09:05", "2024-07-02 09:05:07+02:00"];
  const lines = [...others, ...named.flatMap((one) => [one, ...others])];
  const orders = `id,who,at,net\n${lines.map((time, at) => `${at},c1,${time},1.00`).join("\n")}\n`;
  const folder = await scratch({ "orders.csv": orders, "grounds.yml": mapping("") });
  const { outcome } = await built({ source: folder, warehouse: "memory", projectDir: join(root, "sql") });
  const { database } = outcome;
  onTestFinished(() => database?.close());
  const rows = await database?.query(
    "select transacted_at::varchar from bronze.stg_transactions order by transaction_id::integer",
  );
  const read = ["2024-07-02 00:00:00", "2024-07-02 09:05:07", "2024-07-02 09:05:00", "2024-07-02 07:05:07"];
  const utc = ["2024-07-01 08:00:00", "2024-07-01 14:00:00", "2024-07-01 14:00:00"];
  expect(rows?.rows.flat()).toEqual([...read, ...utc.flatMap((one) => [one, ...read])]);
});

it("counts 23:30 in New York on 31 December in December", async () => {
  const folder = await scratch({
    "orders.csv": "id,who,at,net\n1,c1,2025-01-01T04:30:00Z,5.00\n2,c1,2025-01-01T05:30:00Z,7.00\n",
    "grounds.yml": mapping("time_zone: America/New_York\ntimes_are: local"),
  });
  const { outcome } = await built({ source: folder, warehouse: "memory", projectDir: join(root, "sql") });
  const { database } = outcome;
  onTestFinished(() => database?.close());
  const months = await database?.query(
    "select strftime(transacted_at, '%Y-%m'), net_revenue::double from silver.fct_transactions order by 1",
  );
  expect(months?.rows).toEqual([
    ["2024-12", 5],
    ["2025-01", 7],
  ]);
});

it("is an assumption if times have no zone and nothing says whose clock they follow", () => {
  const about = (rules: string) =>
    openAssumptions(parseMapping("grounds.yml", mapping(rules))).map((each) => each.about);
  expect(about("time_zone: Asia/Tokyo")).toEqual(["times without a zone"]);
  expect(about("time_zone: Asia/Tokyo\ntimes_are: utc")).toEqual([]);
  expect(about("")).toEqual([]);
});

it.each(["+05:00", "Mars/Olympus", "local"])("refuses %s as a time zone", (zone) => {
  expect(() => parseMapping("grounds.yml", mapping(`time_zone: "${zone}"`))).toThrow(UserError);
});
