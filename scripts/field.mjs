#!/usr/bin/env node
// Runs real-life exports through the program, from a shell and as a new user would, and scores each.
// usage: npm run field -- [--cases DIR] [--no-recipes] [NAME …]; exits 1 if a total is wrong without notice.
// right: net revenue and customers as expected. told: not so, but one of at most three lines of `map` on stderr that begin
// with "assumption" has the right total after its "otherwise". Customers may be a range: whether one whose only order was
// refunded counts is the reading's. refused: no mapping or no build. WRONG: another total, and nothing said of the right one.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const words = process.argv.slice(2);
const bare = words.includes("--no-recipes") ? [words.splice(words.indexOf("--no-recipes"), 1)[0]] : [];
const at = words.indexOf("--cases");
const project = resolve(import.meta.dirname, "..");
const cases = at < 0 ? join(project, "test/fixtures/field") : resolve(words.splice(at, 2)[1]);
const only = words;
const expected = JSON.parse(readFileSync(join(cases, "expected.json"), "utf8"));
const names = only.length > 0 ? only : Object.keys(expected);
const home = mkdtempSync(join(tmpdir(), "field-"));
const env = { ...process.env, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home };
const g = (...args) => {
  const run = spawnSync("npm", ["run", "-s", "grounds", "--", ...args], {
    cwd: project,
    env,
    encoding: "utf8",
    timeout: 120_000,
    input: "",
  });
  return { code: run.status ?? 124, out: run.stdout ?? "", err: run.stderr ?? "" };
};
const cents = (text) => Math.round(Number(String(text).replaceAll(",", "")) * 100);
const count = {};
for (const name of names) {
  const want = expected[name];
  const folder = join(home, name);
  cpSync(join(cases, name), folder, { recursive: true });
  const map = g("map", folder, "--yes", ...bare);
  const slice =
    map.code === 0
      ? g("slice", "--source", folder, "--measure", "net_revenue,active_customers,order_lines", "--format", "json")
      : undefined;
  let got = {};
  try {
    got = JSON.parse(slice?.out ?? "[]")[0] ?? {};
  } catch {
    /* said as refused below */
  }
  const hasAnswer = slice?.code === 0 && got.net_revenue !== undefined;
  const isOne = (n) =>
    want.customers === undefined ||
    (Array.isArray(want.customers) ? n >= want.customers[0] && n <= want.customers[1] : n === want.customers);
  const isRight =
    hasAnswer &&
    want.net_revenue !== undefined &&
    cents(got.net_revenue) === cents(want.net_revenue) &&
    isOne(got.active_customers);
  const assumptions = map.err.split("\n").filter((line) => line.trimStart().startsWith("assumption"));
  const others = assumptions.map((line) => line.split("otherwise").slice(1).join(" ")).join(" ");
  const totals = [...others.matchAll(/-?\d[\d,]*(?:\.\d+)?/g)].map(([text]) => cents(text));
  const isTold = want.net_revenue !== undefined && assumptions.length <= 3 && totals.includes(cents(want.net_revenue));
  const verdict = isRight
    ? "right"
    : hasAnswer
      ? isTold
        ? "told"
        : "WRONG"
      : want.net_revenue === undefined
        ? "refused, as it must"
        : "refused";
  count[verdict] = (count[verdict] ?? 0) + 1;
  const said = (slice?.code ? slice.err : map.code ? map.err : "")
    .split("\n")
    .filter((line) => /^(grounds:|\s+(why|next|code):)/.test(line))
    .join(" ")
    .slice(0, 160);
  console.log(
    `${verdict.padEnd(20)} ${name.padEnd(32)} net ${got.net_revenue ?? "-"} of ${want.net_revenue ?? "-"}  customers ${got.active_customers ?? "-"} of ${want.customers ?? "-"}  assumptions ${assumptions.length}  ${said}`,
  );
  rmSync(folder, { recursive: true, force: true });
}
rmSync(home, { recursive: true, force: true });
console.log(
  Object.entries(count)
    .map(([verdict, n]) => `${n} ${verdict}`)
    .join(", "),
);
process.exitCode = count.WRONG ? 1 : 0;
