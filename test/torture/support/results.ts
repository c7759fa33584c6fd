import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { root } from "./program.ts";
import type { Outcome, Row } from "./row.ts";

interface Run {
  readonly seed: number;
  readonly seconds: number;
  readonly form: "short" | "long";
}

const file = join(root, "test/torture/RESULTS.md");
const head = `# What the torture harness found

Written by \`npm run torture -- --record\`; each row by its newest run. "held = tried" is what every row must say.

| row | what | tried | held | seed | form | commit | date | seconds | machine | remarks |
|---|---|---:|---:|---:|---|---|---|---:|---|---|
`;

/** Writes the row of this run to RESULTS.md, replacing its older one. */
export function record(row: Row, outcome: Outcome, run: Run): void {
  const known = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  const lines = known.filter((line) => line.startsWith("| `") && !line.startsWith(`| \`${row.name}\``));
  writeFileSync(file, `${head}${[...lines, lineOf(row, outcome, run)].join("\n")}\n`);
}

function lineOf(row: Row, { tried, held, note, skipped }: Outcome, { seed, seconds, form }: Run): string {
  const date = new Date().toISOString().slice(0, 16).replace("T", " ");
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
  const remarks = [note, skipped && `not tried: ${skipped}`].filter(Boolean).join("; ");
  return `| ${[`\`${row.name}\``, row.what, tried, held, seed, form, commit(), date, seconds, machine, remarks].join(" | ")} |`;
}

/** What was tried: the commit, and whether the sources were unchanged. */
function commit(): string {
  const git = (...words: readonly string[]) => execFileSync("git", words, { cwd: root, encoding: "utf8" }).trim();
  const isChanged = git("status", "--porcelain", "--", "source", "sql", "package-lock.json") !== "";
  return `${git("rev-parse", "--short", "HEAD")}${isChanged ? " and changes" : ""}`;
}
