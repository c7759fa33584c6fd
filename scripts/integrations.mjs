// Runs Grounds with real systems: npm run integrations [-- NAME …] [--light] [-t TEST]; see test/integrations/README.md.
// Installs what each one needs into .integrations/NAME, runs its tests there, and writes its row of test/integrations/RESULTS.md.
// With --light, systems that cannot be installed are reported and skipped, and no row is written; nor with -t, which runs only the
// tests whose names match.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

const root = resolve(import.meta.dirname, "..");
const folder = join(root, "test/integrations");
const known = readdirSync(folder).filter((name) => existsSync(join(folder, name, "system.json")));
const { values, positionals: named } = parseArgs({
  allowPositionals: true,
  options: { light: { type: "boolean", default: false }, test: { type: "string", short: "t" } },
});
const isLight = values.light;
const unknown = named.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No integration is called ${unknown.join(", ")}. There are: ${known.join(", ")}.`);
  process.exit(2);
}

/** What runs now: a group of processes, which ends with this one. */
let running;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(signal));

const failed = [];
for (const name of named.length > 0 ? named : known) {
  const system = JSON.parse(readFileSync(join(folder, name, "system.json"), "utf8"));
  if (isLight && !system.light) continue;
  const outcome = await runSystem(name, system);
  console.log(`${name}: ${outcome.outcome}, ${outcome.seconds} s, ${outcome.comparisons} comparisons`);
  if (!isLight && values.test === undefined) writeRow(name, system, outcome);
  const isLeftOut = isLight && outcome.outcome.startsWith("not done");
  if (outcome.outcome !== "passed" && !isLeftOut) failed.push(name);
}
if (failed.length > 0) console.error(`Not passed: ${failed.join(", ")}.`);
process.exitCode = failed.length > 0 ? 1 : 0;

async function runSystem(name, system) {
  const home = join(root, ".integrations", name);
  mkdirSync(home, { recursive: true });
  rmSync(join(home, "record.json"), { force: true });
  const began = Date.now();
  const missing = await install(name, system, home);
  const env = { ...process.env, GROUNDS_INTEGRATION_HOME: home, GROUNDS_PEERS: folder };
  const config = "test/vitest.integrations.config.ts";
  const only = values.test === undefined ? [] : ["-t", values.test];
  const tests = ["vitest", "run", "--config", config, `test/integrations/${name}/`, ...only];
  const ended = missing === undefined && (await run("npx", tests, { env }));
  const seconds = Math.round((Date.now() - began) / 1000);
  const recordFile = join(home, "record.json");
  const { versions, comparisons } = existsSync(recordFile)
    ? JSON.parse(readFileSync(recordFile, "utf8"))
    : { versions: {}, comparisons: 0 };
  const outcome = missing === undefined ? (ended ? "passed" : "failed") : `not done: ${missing}`;
  return { outcome, seconds, versions, comparisons };
}

/** Installs what a system needs; returns what could not be installed, or undefined. */
async function install(name, system, home) {
  const requirements = join(folder, name, "requirements.txt");
  if (existsSync(requirements) && !(await installPython(requirements, home))) return "its Python packages";
  if (system.node && !(await installNode())) return "its Node packages";
  return undefined;
}

function installPython(requirements, home) {
  const venv = join(home, "venv");
  return whenChanged(requirements, join(home, "requirements.sha256"), async () => {
    rmSync(venv, { recursive: true, force: true });
    const isMade = await run("python3", ["-m", "venv", venv]);
    return isMade && run(join(venv, "bin/pip"), ["install", "-q", "-r", requirements]);
  });
}

function installNode() {
  const lock = join(folder, "package-lock.json");
  const done = join(folder, "node_modules/.installed-sha256");
  return whenChanged(lock, done, () =>
    run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder }),
  );
}

/** Runs a step if the file that it depends on has changed since it last succeeded. */
async function whenChanged(file, mark, step) {
  const sha256 = createHash("sha256").update(readFileSync(file)).digest("hex");
  if (existsSync(mark) && readFileSync(mark, "utf8") === sha256) return true;
  if (!(await step())) return false;
  writeFileSync(mark, sha256);
  return true;
}

/** Runs a program to its end; whether it succeeded. */
async function run(command, parameters, options = {}) {
  running = spawn(command, parameters, { cwd: root, stdio: "inherit", detached: true, ...options });
  const code = await new Promise((resolve) => running.once("error", () => resolve(-1)).once("close", resolve));
  running = undefined;
  return code === 0;
}

/** Ends what runs, and this process as if nothing had caught the signal. */
function stop(signal) {
  if (running !== undefined) process.kill(-running.pid, signal);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/** Replaces a system's row. */
function writeRow(name, system, { outcome, seconds, versions, comparisons }) {
  const file = join(folder, "RESULTS.md");
  const head = [
    "# What ran beside real systems",
    "",
    "Written by `npm run integrations`; each row by the newest run of its system. Only `passed` is done.",
    "",
    "| system | what | outcome | comparisons | seconds | versions | commit | date |",
    "|---|---|---|---:|---:|---|---|---|",
  ];
  const before = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  const others = before.filter((line) => line.startsWith("| `") && !line.startsWith(`| \`${name}\``));
  const listed = Object.entries(versions).map(([of, version]) => `${of} ${version}`);
  const cells = [`\`${name}\``, system.what, outcome, comparisons, seconds, listed.join(", "), commit(), today()];
  const rows = [...others, `| ${cells.join(" | ")} |`].sort();
  writeFileSync(file, `${[...head, ...rows].join("\n")}\n`);
}

function today() {
  return new Date().toISOString().slice(0, 10);
}

/** The commit that ran, and whether the sources were unchanged. */
function commit() {
  const git = (...parameters) => spawnSync("git", parameters, { cwd: root, encoding: "utf8" }).stdout.trim();
  const isChanged = git("status", "--porcelain", "--", "source", "sql", "package-lock.json") !== "";
  return `${git("rev-parse", "--short", "HEAD")}${isChanged ? " and changes" : ""}`;
}
