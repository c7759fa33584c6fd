import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { nameOfParts } from "../../source/warehouse/propose/name-of-parts.ts";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { mappingText } from "../../source/warehouse/propose/write-mapping.ts";
import { type Files, landed, scratch } from "./support/scratch.ts";

const numbers = Array.from({ length: 40 }, (_, at) => 100 + at);

/** Orders in two parts, and the lines of all of them in one file. */
function shop(prefix = ""): Record<string, string> {
  const orders = (part: readonly number[]) =>
    `order_id,customer_id,order_date\n${part.map((id) => `${id},c${id % 7},2024-01-${10 + (id % 15)}`).join("\n")}\n`;
  const lines = numbers.flatMap((id) => [`${id},a,1,${5 + (id % 9)}.00`, `${id},b,2,${3 + (id % 5)}.50`]);
  return {
    [`${prefix}orders_1.csv`]: orders(numbers.slice(0, 20)),
    [`${prefix}orders_2.csv`]: orders(numbers.slice(20)),
    [`${prefix}order_lines.csv`]: `order_id,sku,quantity,line_total\n${lines.join("\n")}\n`,
  };
}

async function zipped(): Promise<Files> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(shop())) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  return { "shop.zip": await buffer(zip.outputStream) };
}

describe("a file of several parts that lines look up in", () => {
  it.each<[string, () => Promise<Files> | Files]>([
    ["in the folder", shop],
    ["in a zip", zipped],
  ])("is read whole by the proposed mapping, as by the proposal: %s", async (_, files) => {
    const folder = await scratch(await files());
    const { text, totals, unused } = await withProposal({ source: folder }, async ({ proposal }) => ({
      text: mappingText(proposal),
      ...{ totals: proposal.totals, unused: proposal.unused },
    }));
    await writeFile(join(folder, "grounds.yml"), text);
    const sums = `select sum(try_cast(net_revenue as decimal(18, 4)))::double, count(distinct customer_id), count(*) filter (where transacted_at is null)
      from landing.raw.transactions`;
    expect((await landed(folder, sums))[0]?.map(Number)).toEqual([Number(totals.netRevenue), 7, 0]);
    expect([totals.customers, unused]).toEqual([7, []]);
  });

  it.each([
    [["a.csv"], "a.csv"],
    [["o[1].csv", "o[2], b.csv"], "{o?1?.csv,o?2?? b.csv}"],
    [["x.zip/a.csv", "x.zip/b.csv"], "x.zip/{a.csv,b.csv}"],
    [["b.xlsx#May", "b.xlsx#June"], "b.xlsx#{May,June}"],
    [Array.from({ length: 200 }, (_, at) => `2024/o-${at}.csv`), "[0-9]*/o-[0-9]*.csv"],
  ])("has one name: %j", (names, name) => {
    const [first = "", ...others] = names;
    expect(nameOfParts([first, ...others])).toBe(name);
  });
});
