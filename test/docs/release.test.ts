import { execFile } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { root } from "../helpers/places.ts";
import { scratch } from "../warehouse/support/scratch.ts";

const run = promisify(execFile);
const changelog = (unreleased: string) =>
  `# Changelog\n\n## [Unreleased]\n${unreleased}\n## [0.1.0] - 2026-01-01\n\n- First.\n`;

it("releases by npm version: raises the version, dates the changelog, commits, tags; not if nothing is new", async () => {
  const script = `node ${join(root, "scripts/release.mjs")}`;
  const scripts = { preversion: `${script} --check`, version: script, man: "node -e 0" };
  const folder = await scratch({
    "package.json": JSON.stringify({ name: "released", version: "0.1.0", scripts }),
    "CHANGELOG.md": changelog("\n### Added\n\n- Something.\n"),
    "man/grounds.1": ".TH\n",
  });
  await mkdir(join(folder, "home"));
  const who = { NAME: "Ana", EMAIL: "ana@example.com" };
  const named = Object.entries(who).flatMap(([key, value]) =>
    [`AUTHOR_${key}`, `COMMITTER_${key}`].map((one) => [`GIT_${one}`, value]),
  );
  const env = { ...process.env, ...Object.fromEntries(named), HOME: join(folder, "home") };
  const sh = async (command: string) => (await run("sh", ["-c", command], { cwd: folder, env })).stdout.trim();
  await sh(
    "git init -q && git add package.json CHANGELOG.md man && git commit -qm begin && echo home > .git/info/exclude",
  );

  await sh('npm version minor -m "Release %s"');
  const day = new Date().toISOString().slice(0, 10);
  const dated = `\n## [0.2.0] - ${day}\n\n### Added\n\n- Something.\n`;
  expect(await readFile(join(folder, "CHANGELOG.md"), "utf8")).toBe(changelog(dated));
  expect(await sh("git log -1 --format=%s && git tag && git status --porcelain")).toBe("Release 0.2.0\nv0.2.0");

  await expect(sh("npm version patch")).rejects.toThrow("nothing under [Unreleased]");
  expect(await sh("git tag && git status --porcelain")).toBe("v0.2.0");
});
