import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hostileValues } from "../fixtures/hostile-values.ts";
import { runHere, runOnTerminal } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { scratchFolder } from "../helpers/tiny-warehouse.ts";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let places: readonly string[];

/** The tiny source with a payload instead of every region. */
beforeAll(async () => {
  scratch = await scratchFolder();
  const source = join(scratch.path, "raw");
  cpSync(tinySource, source, { recursive: true });
  const file = join(source, "customers.csv");
  const [head = "", ...rows] = readFileSync(file, "utf8").trimEnd().split("\n");
  const at = head.split(",").indexOf("region");
  const payloads = hostileValues.map((value) => value.toWellFormed().replaceAll("\0", "").replaceAll('"', '""'));
  const spoilt = rows.map((row, index) =>
    row
      .split(",")
      .with(at, `"${payloads[index % payloads.length]}"`)
      .join(","),
  );
  writeFileSync(file, `${[head, ...spoilt].join("\n")}\n`);
  places = ["--source", source, "--warehouse", join(scratch.path, "hostile.duckdb")];
  await runHere("build", ...places);
});
afterAll(() => scratch.remove());

// biome-ignore lint/suspicious/noControlCharactersInRegex: what must not reach a terminal
const unsafe = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069]/;
const formats = ["table", "csv", "json", "markdown"] as const;
const commands = [
  ["slice", "--by", "region", "--measure", "orders"],
  ["cohorts", "--split", "region"],
  ["rows", "--limit", "40"],
];

describe("what a terminal gets", () => {
  it.each(formats)("as %s contains no control character of the data", async (format) => {
    for (const words of commands) {
      const ran = await runOnTerminal(...words, ...places, "--format", format);
      expect(ran.code, ran.log).toBe(0);
      expect(ran.out.split("\n").length).toBeGreaterThan(2);
      expect(ran.out).not.toMatch(unsafe);
    }
  });

  it("is not what a pipe gets: the unchanged bytes", async () => {
    const ran = await runHere("slice", "--by", "region", "--measure", "orders", ...places, "--format", "csv");
    expect(ran.out).toContain("\u001b[2J");
  });
});
