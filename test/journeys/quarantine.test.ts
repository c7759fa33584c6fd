import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { projectDir } from "../../source/commands/places.ts";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import { widthOf } from "../../source/domain/width.ts";
import { memorySession } from "../helpers/memory-session.ts";
import { scratchFolder } from "../helpers/tiny-warehouse.ts";
import { writeFiles } from "../warehouse/support/scratch.ts";
import { type Driver, openDriver } from "./driver.ts";

/** 120 order lines: every tenth has no date, every fortieth neither quantity nor amount, the third an amount that a spreadsheet would run. */
const lines = Array.from({ length: 120 }, (_, at) => {
  const date = at % 10 === 5 ? "never" : "2024-01-15";
  const quantity = at % 40 === 7 ? 0 : 1;
  const amount = at === 2 ? "=1+1" : `${at * quantity}.00`;
  return `t-${at},c-${at % 7},${date},${amount},${quantity}`;
});
const bad = 12 + 1 + 3;

let session: Session;
let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let folder: string;
let app: Driver | undefined;

beforeAll(async () => {
  scratch = await scratchFolder();
  folder = scratch.path;
  await writeFiles(folder, {
    "transactions.csv": `transaction_id,customer_id,transacted_at,net_revenue,quantity\n${lines.join("\n")}\n`,
  });
  const vars = { bad_row_share: 0.5 };
  session = await memorySession({ source: folder, projectDir: projectDir(), vars });
});
afterEach(() => app?.close());
afterAll(async () => {
  await session.close();
  await scratch.remove();
});

async function open(columns = 80, rows = 24): Promise<Driver> {
  app = await openDriver(coreOf(session), { columns, rows });
  return app;
}

describe.each([
  [80, 24],
  [120, 40],
])("records not loaded, at %i x %i", (columns, rows) => {
  it("lists every record with file, line, column, value and reason, below the counts per reason", async () => {
    const driver = await open(columns, rows);
    await driver.press("to_quarantine");
    const screen = driver.screen();
    expect(screen).toContain("▸ Pipeline ▸ quarantine");
    expect(screen).toContain(`! ${bad} quarantined`);
    expect(screen).toMatch(
      / 12 {2}not a date {2}transactions\n +3 {2}no quantity and no money {2}transactions\n +1 {2}not a number/,
    );
    expect(screen).toMatch(/ file +line +column +value +reason/);
    // The header is line 1: the third record is on line 4.
    expect(screen).toMatch(/▸transactions\.csv +4 +net_revenue +=1\+1 +not a number/);
    expect(screen).toMatch(/ transactions\.csv +7 +transacted_at +never +not a date/);
    expect(screen).toContain(`row 1 of ${bad}`);
    const drawn = screen.split("\n");
    expect(drawn).toHaveLength(rows);
    expect(Math.max(...drawn.map(widthOf))).toBeLessThanOrEqual(columns);
    await driver.press("last_row");
    expect(driver.screen()).toContain(`row ${bad} of ${bad}`);
  });
});

it("keeps one reason on ⏎ and shows all again on Esc, at the record where that was", async () => {
  const driver = await open();
  await driver.press("to_quarantine", "down", "drill");
  expect(driver.screen()).toMatch(/▸ +12 {2}not a date/);
  expect(driver.screen()).toContain("row 1 of 12");
  expect(driver.screen()).not.toContain("=1+1");
  await driver.press("back");
  expect(driver.screen()).toContain(`row 2 of ${bad}`);
});

it("is found in the palette, and from the pipeline by v", async () => {
  const driver = await open();
  await driver.press("palette");
  await driver.type("not loaded");
  await driver.send("\r");
  expect(driver.screen()).toContain("▸ Pipeline ▸ quarantine");
  await driver.press("to_cohorts", "to_pipeline");
  expect(driver.screen()).toContain("▸ Pipeline ▸ quarantine");
  await driver.press("view", "view", "view");
  expect(driver.screen()).toContain("▸ Pipeline ▸ quarantine");
});

it("writes all of them as CSV, with text that a spreadsheet would run escaped", async () => {
  const driver = await open();
  await driver.press("to_quarantine", "export");
  expect(driver.screen()).toMatch(new RegExp(`^ +${bad} rows$`, "m"));
  expect(driver.screen()).toContain("quarantine.csv");
  const file = join(folder, "left-out.csv");
  await driver.send("\u0015");
  await driver.type(file);
  await driver.send("\r");
  await vi.waitFor(() => expect(driver.screen()).toContain(`Wrote ${bad} rows`), 10_000);
  const [header, first, ...rest] = (await readFile(file, "utf8")).trimEnd().split("\n");
  expect(header).toBe("source_file,source_line,column_name,value,reason,source_table,source_record");
  expect(first).toBe("transactions.csv,4,net_revenue,'=1+1,not a number,transactions,3");
  expect(rest).toHaveLength(bad - 1);
});
