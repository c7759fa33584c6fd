import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { landed, scratch } from "./support/scratch.ts";

const report = ["Anna", "Ben", "Cleo"]
  .flatMap((name, at) => [
    `${name},,,,`,
    `,2024-0${at + 1}-05,${100 + at},Beans,10.00`,
    `,2024-0${at + 2}-05,${200 + at},Tea,5.00`,
    `,2024-0${at + 3}-09,${300 + at},Beans,2.00`,
  ])
  .join("\n");

it("writes a mapping that copies headings down, if customers are headings above their lines", async () => {
  const source = await scratch({ "sales.csv": `,Date,Num,Product,Amount\n${report}\n` });
  const error = await withProposal({ source, hasRecipes: false }, async () => undefined).catch((found) => found);
  expect(error.why).toContain("the customer seems to be a heading above its lines, in column_1");
  await writeFile(join(source, "grounds.yml"), error.next.slice(error.next.indexOf("version: 1")));
  const rows = await landed(source, "select customer_id, net_revenue::double from landing.raw.transactions");
  expect(rows).toHaveLength(9);
  expect(new Set(rows.map(([customer]) => customer))).toEqual(new Set(["Anna", "Ben", "Cleo"]));
});
