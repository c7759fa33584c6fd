import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allCommands } from "../../source/commands/all-commands.ts";
import { openCurrent } from "../../source/warehouse/database/open-current.ts";
import { emptySources, smallestSources } from "../fixtures/smallest-sources.ts";
import { runHere } from "../helpers/command-line.ts";
import { copyTinyWarehouse, scratchFolder } from "../helpers/tiny-warehouse.ts";
import { type Files, scratch, writeFiles } from "../warehouse/support/scratch.ts";

/**
 * Commands that answer from a warehouse alone: those that read a source, except screens, those that come before a build,
 * and those that also need a server or a file.
 */
const asking = (await allCommands())
  .filter(
    ({ name, options, positional }) =>
      options.some((option) => option.name === "source") &&
      !positional?.isRequired &&
      !/^(open|map|doctor|mcp|follow|payback|plan|watch)$/.test(name),
  )
  .map(({ name }) => name);

const questions: Readonly<Record<string, readonly (readonly string[])[]>> = {
  build: [["--json"], ["--from", "2024-01", "--to", "2024-02"]],
  cohorts: [
    ["--values", "percent", "--measure", "retention"],
    ["--values", "cumulative", "--grain", "week", "--tenure", "calendar"],
    ["--axis", "calendar", "--grain", "quarter", "--compare", "year"],
    ["--split", "point_of_entry"],
    ["--sql"],
  ],
  slice: [
    ["--by", "acquisition_month,transaction_type", "--totals", "--subtotals"],
    ["--by", "point_of_entry", "--from", "2024-01", "--to", "2024-01", "--against", "prior"],
    ["--by", "transaction_month", "--from", "2024", "--to", "2024", "--against", "year", "--top", "1"],
    ["--where", "point_of_entry=nobody"],
  ],
  rows: [
    ["--format", "json"],
    ["--where", "point_of_entry=nobody"],
  ],
  quarantine: [["--counts"]],
  investigate: [
    ["--base", "2023-01", "--compare", "2024-01"],
    ["--window", "1", "--base", "2023", "--compare", "2024"],
    ["--window", "1", "--metric", "retention"],
  ],
};

describe.each(smallestSources)("$name", ({ files }) => {
  const place = scratchPlaces(files);

  it.each(asking)("grounds %s answers or says why it cannot", async (command) => {
    const formats = /^(build|check)$/.test(command) ? [[]] : [[], ["--format", "table"], ["--format", "json"]];
    for (const words of [...formats, ...(questions[command] ?? [])]) {
      const { code, log } = await runHere(command, ...words, ...place());
      if (/^(investigate|subscriptions)$/.test(command) && code !== 0) expect(log).toMatch(/code: question\./);
      else expect(code, `${words.join(" ")}\n${log}`).toBe(0);
    }
  });
});

/** The options that name a source of these files and its warehouse, which the tests of a suite share. */
function scratchPlaces(files: Files): () => readonly string[] {
  let folder: Awaited<ReturnType<typeof scratchFolder>>;
  beforeAll(async () => {
    folder = await scratchFolder();
    await writeFiles(join(folder.path, "source"), files);
  });
  afterAll(() => folder.remove());
  return () => ["--source", join(folder.path, "source"), "--warehouse", join(folder.path, "w.duckdb")];
}

describe("a source without an order line that can be used", () => {
  it.each(emptySources)("is rejected with exit code 3 and the reason: $name", async ({ files, why }) => {
    await refused(files, ["build"], why);
  });

  it("is rejected by every command", async () => {
    await refused({ "transactions.csv": "customer_id,transacted_at,net_revenue\n" }, asking, /holds no records/);
  });
});

/** Whether the commands reject the source, and leave the previous warehouse unchanged. */
async function refused(files: Files, commands: readonly string[], why: RegExp): Promise<void> {
  const [source, warehouse] = [await scratch(files), join(await scratch(), "w.duckdb")];
  await copyTinyWarehouse(warehouse);
  for (const command of commands) {
    const { code, log } = await runHere(command, "--source", source, "--warehouse", warehouse);
    expect([command, code]).toEqual([command, 3]);
    expect(log).toContain("code: warehouse.noOrderLines");
    expect(log).toMatch(why);
  }
  const found = await openCurrent(warehouse);
  expect(found.state).toBe("open");
  if (found.state === "open") await found.database.close();
}
