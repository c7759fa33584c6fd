// Runs the program in a checkout, bundling it first if its sources are newer than the bundle.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const root = new URL("..", import.meta.url).pathname;
const entry = join(root, "dist", "grounds.js");

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

const inputs = ["source", "package.json", "scripts"].map((name) => join(root, name));
if (!existsSync(entry) || inputs.some((path) => newest(path) > statSync(entry).mtimeMs)) {
  // A process of its own: the bundler would keep hundreds of megabytes of this one.
  execFileSync(process.execPath, [join(root, "scripts", "bundle.mjs")], { stdio: "inherit" });
}
process.argv.splice(1, 1, entry);
await import(entry);
