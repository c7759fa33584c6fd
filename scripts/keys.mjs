// Writes the key table to docs/keys.md and the glossary to CONTRIBUTING.md, between their markers.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { glossary } from "../source/domain/glossary.ts";

const root = new URL("..", import.meta.url).pathname;
const env = { ...process.env, GROUNDS_CONFIG: "", XDG_CONFIG_HOME: "/nonexistent" };
const main = join(root, "scripts", "run.mjs");
const table = execFileSync(process.execPath, [main, "keys", "--format", "markdown"], { env, encoding: "utf8" });
const words = glossary.map(({ word, meaning }) => `| ${word} | ${meaning} |\n`);
put("docs/keys.md", "keys", table);
put(".github/CONTRIBUTING.md", "words", ["| word | meaning |\n|---|---|\n", ...words].join(""));

function put(name, marker, text) {
  const file = join(root, name);
  const between = new RegExp(`(<!-- ${marker}[^>]*-->\\n)[\\s\\S]*?(<!-- \\/${marker} -->)`);
  writeFileSync(
    file,
    readFileSync(file, "utf8").replace(between, (_, start, end) => `${start}${text}${end}`),
  );
}
