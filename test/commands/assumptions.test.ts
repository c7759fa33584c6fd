import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runHere } from "../helpers/command-line.ts";
import { scratchFolder } from "../helpers/tiny-warehouse.ts";
import { writeFiles } from "../warehouse/support/scratch.ts";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;

/** A price of one piece or of the line: quantities of 1 and 2 at odd prices do not show which. */
const files = {
  "orders.csv": `order_id,customer_id,order_date,quantity,price,status\n${Array.from(
    { length: 12 },
    (_, at) =>
      `${at},c${at % 5},2024-0${(at % 9) + 1}-11,${(at % 2) + 1},${10 + at}.${10 + 7 * at},${at === 3 ? "failed" : "paid"}`,
  ).join("\n")}\n`,
};

beforeAll(async () => {
  scratch = await scratchFolder();
  process.env.GROUNDS_DATA = join(scratch.path, "data");
  await writeFiles(join(scratch.path, "shop"), files);
});
afterAll(() => scratch.remove());

const lines = (log: string) => log.split("\n").filter((line) => line.startsWith("assumption: "));

describe("assumptions that nobody confirmed", () => {
  it("are printed with the total of each reading, and --strict exits 1", async () => {
    const folder = join(scratch.path, "shop");
    const { code, log } = await runHere("map", folder, "--yes", "--strict");
    expect(code).toBe(1);
    expect(lines(log)).toEqual([
      "assumption: amount: taken quantity x price (net revenue 264.32); otherwise price (net revenue 178.51)",
      "assumption: rows that are revenue: taken without status failed (net revenue 264.32); otherwise every row (net revenue 290.94)",
    ]);
  });

  it("are printed by every command that answers until the mapping says confirmed, and build --strict fails on them", async () => {
    const folder = join(scratch.path, "shop");
    const slice = () => runHere("slice", "--source", folder, "--measure", "net_revenue", "--format", "csv", "--memory");
    const build = () => runHere("build", "--source", folder, "--memory", "--strict");
    const open = await slice();
    expect([open.out, lines(open.log).length]).toEqual(["net_revenue\n264.32\n", 2]);
    expect(await build()).toMatchObject({ code: 1 });
    const file = join(folder, "grounds.yml");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace("confirmed: false", "confirmed: true"));
    expect(lines((await slice()).log)).toEqual([]);
    expect(await build()).toMatchObject({ code: 0 });
    // Four builds in memory.
  }, 120_000);

  it("are in the JSON of map, with totals, tables and files", async () => {
    const { out } = await runHere("map", join(scratch.path, "shop"), "--format", "json");
    expect(JSON.parse(out)).toMatchObject({
      totals: { net_revenue: "264.32", orders: 11, customers: 5, from: "2024-01-11", to: "2024-09-11" },
      assumptions: [
        { about: "amount", taken: "quantity x price", otherwise: [{ reading: "price", net_revenue: "178.51" }] },
        { about: "rows that are revenue" },
      ],
      files: [{ name: "orders.csv", read_as: "transactions", records: 12 }],
    });
  });
});
