import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultSwitches } from "../../source/analysis/investigation.ts";
import { emptyStory, storyKey, withNote } from "../../source/analysis/story.ts";
import { openNotes } from "../../source/commands/notes-file.ts";
import { parsePeriod } from "../../source/domain/period.ts";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { copyTinyWarehouse, scratchFolder } from "../helpers/tiny-warehouse.ts";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let warehouse: string;
beforeAll(async () => {
  scratch = await scratchFolder();
  process.env.GROUNDS_DATA = scratch.path;
  warehouse = join(scratch.path, "own.duckdb");
  await copyTinyWarehouse(warehouse);
});
afterAll(() => scratch.remove());

function places(): readonly string[] {
  return ["--source", tinySource, "--warehouse", warehouse];
}

const periods = ["--base", "2024-Q1", "--compare", "2025-Q1", "--replicates", "100"] as const;

describe("grounds investigate", () => {
  it("puts the analyst's notes into the report", async () => {
    const question = {
      metric: "net_revenue_per_customer",
      base: parsePeriod("2024-Q1"),
      compare: parsePeriod("2025-Q1"),
      filters: [{ dimension: "point_of_entry", op: "in", values: ["subscription"] } as const],
      switches: defaultSwitches,
      seed: 1,
      replicates: 100,
    };
    const notes = await openNotes(warehouse);
    await notes.save(storyKey(question), withNote(emptyStory, "welcome", "The offer doubled in May."));
    await notes.settled();
    const file = join(scratch.path, "with-notes.md");
    expect((await runHere("investigate", ...periods, "--report", file, ...places())).code).toBe(0);
    expect(await readFile(file, "utf8")).toContain("The offer doubled in May.");
  });

  it("prints parts of a percentage in points, and plural counts as plural", async () => {
    const ask = (metric: string) =>
      runHere("investigate", "--metric", metric, ...periods, "--format", "table", ...places());
    const retention = await ask("retention");
    expect(retention.out).toMatch(/\nmix +-?\d+\.\d pp +-?\d+\.\d pp +-?\d+\.\d pp/);
    expect((await ask("discounts")).log).toMatch(
      /Confirm: Discounts \(.*\) were \$.* a change of .* \(-?\d+\.\d %; 95 % interval/,
    );
    expect((await ask("net_revenue_per_customer")).log).toMatch(/Confirm: Net revenue per customer \(.*\) was \$/);
  });

  it("says that effects within an average bag are per bag", async () => {
    const file = join(scratch.path, "per-bag.md");
    await runHere("investigate", ...periods, "--report", file, ...places());
    expect((await readFile(file, "utf8")).replaceAll("\\", "")).toContain(
      "| effect of mix per bag, $ | effect of price per bag, $ |",
    );
  });

  it("reports on a measure without a tree by mix and rate, and prints the command that reproduces it", async () => {
    const file = join(scratch.path, "retention.md");
    const asked = ["--metric", "retention", "--by", "region", ...periods];
    const first = await runHere("investigate", ...asked, "--report", file, ...places());
    expect(first.code).toBe(0);
    const report = (await readFile(file, "utf8")).replaceAll("\\", "");
    expect(report).toContain("Mix by region");
    expect(report).toContain("effect of mix, pp");
    const command = /grounds (investigate [^|\n]*)/.exec(report)?.[1] ?? "";
    expect(command).toContain("--by region");
    expect(report).toContain("days 30 to 59 of lifetime");
    const again = join(scratch.path, "again.md");
    const words = command.trim().replaceAll("'", "").split(" ");
    expect((await runHere(...words, "--report", again, ...places())).code).toBe(0);
    expect(await readFile(again, "utf8")).toBe(await readFile(file, "utf8"));
  });

  it("ends with 1 if net as booked differs from the order lines", async () => {
    const database = await DuckDBInstance.create(warehouse);
    const connection = await database.connect();
    await connection.run("update silver.fct_transactions set list_revenue = list_revenue + 0.01");
    connection.closeSync();
    database.closeSync();
    const { code, log } = await runHere("investigate", ...periods, ...places());
    expect(code).toBe(1);
    expect(log).toMatch(/does not tie out|differs/);
  });
});
