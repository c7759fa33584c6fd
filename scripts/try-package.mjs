// Packs the program, installs the package globally under a separate folder and asks the installed program for a figure of the demo.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

const root = new URL("..", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "grounds-package-"));
const env = {
  ...process.env,
  GROUNDS_DATA: join(folder, "data"),
  // The installed program runs on the Node that it finds, as it would for any user.
  PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
};
const run = (command, words, cwd) =>
  execFileSync(command, words, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

try {
  run("npm", ["pack", "--pack-destination", folder], root);
  const [archive] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  run("npm", ["install", "--global", "--prefix", join(folder, "prefix"), join(folder, archive)], folder);
  const grounds = join(folder, "prefix", "bin", "grounds");
  const version = run(grounds, ["--version"], folder).trim();
  const [header, total] = run(grounds, ["slice", "--measure", "net_revenue", "--format", "csv"], folder)
    .trim()
    .split("\n");
  if (header !== "net_revenue" || !(Number(total) > 0))
    throw new Error(`the installed program printed ${header}: ${total}`);
  process.stdout.write(`installed grounds ${version} from ${archive}: net revenue of the demo ${total}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
