import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { projectDir } from "../../source/commands/places.ts";
import { integrityLines } from "../../source/commands/tell-integrity.ts";
import { readIntegrity } from "../../source/query/integrity.ts";
import { summaryLines } from "../../source/ui/overlays/summary-lines.ts";
import { wordsIn } from "../../source/ui/widgets/line.ts";
import { jsonOf } from "../../source/warehouse/propose/proposal-json.ts";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { mappingText } from "../../source/warehouse/propose/write-mapping.ts";
import { built, scratch } from "../warehouse/support/scratch.ts";

const orders = [
  "Export of the shop",
  "made on 2024-06-01",
  "order_id;customer;order_date;status;amount",
  ...Array.from({ length: 12 }, (_, at) => {
    const status = at < 3 ? "pending" : "paid";
    return `${at + 1};${at === 11 ? "" : `Käufer ${at % 4}`};2024-01-${10 + at};${status};10.00`;
  }),
];

it("reports guests, assumptions and how files were read, on the log, on the screen and in the JSON of map", async () => {
  const folder = await scratch();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "orders.csv"), Buffer.from(`${orders.join("\r\n")}\r\n`, "latin1"));
  const { text, json } = await withProposal({ source: folder }, async (found) => ({
    text: mappingText(found.proposal),
    json: jsonOf(found),
  }));
  expect(json.files).toEqual([
    expect.objectContaining({ name: "orders.csv", delimiter: ";", header_line: 3, encoding: "Windows-1252" }),
  ]);
  await writeFile(join(folder, "grounds.yml"), text);
  const { outcome } = await built({ source: folder, warehouse: "memory", projectDir: projectDir() });
  const { database } = outcome;
  if (database === undefined) throw new Error("a build in memory hands its database on");
  const integrity = await readIntegrity(async ({ sql, params }) => (await database.query(sql, params)).rows);
  await database.close();
  const log = integrityLines(integrity).join("\n");
  expect(log).toContain("guests   1 line without a customer, 10.00: in net revenue, in no cohort");
  expect(log).toMatch(/file {5}orders\.csv: Windows-1252, semicolons, header in line 3; left out: 2 note lines/);
  const screen = summaryLines(integrity, { quarantine: "!", summary: "I" }, 76).map(wordsIn).join("\n");
  expect(screen).toContain("1 line without a customer, 10.00");
  expect(screen).toMatch(/assumed, and not confirmed by anyone\n.*rows that are revenue: taken without status pending/);
  expect(screen).toMatch(/how files were read\n.*Windows-1252, semicolons/);
});
