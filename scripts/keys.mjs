// Puts the key table into docs/keys.md, between its markers.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = new URL("..", import.meta.url).pathname;
const env = { ...process.env, GROUNDS_CONFIG: "", XDG_CONFIG_HOME: "/nonexistent" };
const main = join(root, "scripts", "run.mjs");
const table = execFileSync(process.execPath, [main, "keys", "--format", "markdown"], { env, encoding: "utf8" });
const file = join(root, "docs/keys.md");
const page = readFileSync(file, "utf8");
writeFileSync(
  file,
  page.replace(/(<!-- keys[^>]*-->\n)[\s\S]*?(<!-- \/keys -->)/, (_, start, end) => `${start}${table}${end}`),
);
