// Run by `npm version`: moves the entries under [Unreleased] in CHANGELOG.md to the new version and date, and refreshes the man page.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const file = "CHANGELOG.md";
const text = readFileSync(file, "utf8");
const [, above = "", news = "", below = ""] =
  /^([\s\S]*?## \[Unreleased\]\n)([\s\S]*?)(\n## \[[\s\S]*|\n\[[\s\S]*|$)$/.exec(text) ?? [];
if (!/^- /m.test(news)) {
  process.stderr.write("CHANGELOG.md says nothing under [Unreleased]: write there what users gain, then release\n");
  process.exit(1);
}
// Before npm has raised the version, only this can be checked.
if (!process.argv.includes("--check")) {
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(file, `${above}\n## [${process.env.npm_package_version}] - ${day}\n${news}${below}`);
  execFileSync("npm", ["run", "-s", "man"], { stdio: "inherit" });
  execFileSync("git", ["add", file, "man"], { stdio: "inherit" });
}
