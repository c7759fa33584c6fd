import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root, tinySource } from "../helpers/places.ts";
import { prepareProgram } from "../torture/support/program.ts";

const run = promisify(execFile);

/** Lines that need something not on every machine, or a terminal, and what runs them. */
const elsewhere: readonly (readonly [line: RegExp, where: string])[] = [
  [/^npm ci && npm (start|test)$|^source <\(/, ".ci/run, test/torture/terminal.test.ts, test/commands/shell.test.ts"],
  [/^npm run bench/, "by hand: its figures are docs/performance.md"],
  [/^npm install --prefix|grounds follow /, "npm run integrations kafka"],
  [/dbt-spark|^spark-submit|^python sql\/spark/, "npm run integrations spark"],
  [/s3:\/\/|^aws |^(for|done|mkdir|duckdb)\b|^line_discounts/, "npm run integrations s3, test/lake"],
  [/--target trino|^export TRINO|^pip install "dbt-core<1.12" dbt-trino|^cd sql$/, "npm run integrations trino"],
  [/^pip install|^cd sql && |^dbt-ol /, "npm run parity, test/dbt"],
  [/^cd expectations/, "npm run integrations great-expectations"],
  [/^export META|--to meta$/, "npm run integrations activation"],
  [/^tap-shop|^tail -1|--source raw$/, "npm run integrations singer"],
  [/^grounds (open|shop$|my-shop\/$)|completions fish/, "test/torture/terminal.test.ts, test/commands/shell.test.ts"],
];

const pages = ["README.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)].filter((page) =>
  page.endsWith(".md"),
);

/** Lines of the shell blocks of a page, and of the README the commands within its text too. */
function linesOf(page: string): readonly string[] {
  const text = readFileSync(join(root, page), "utf8");
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = ""]) =>
    block.replaceAll("\\\n", "").split("\n"),
  );
  const inline = page === "README.md" ? [...text.matchAll(/`(grounds [^`]+)`/g)].map(([, code = ""]) => code) : [];
  // Upper-case words stand for a reader's own things; only FOLDER is filled in.
  const whole = inline.filter((line) => !/\b(?!FOLDER)[A-Z]{2,}\b/.test(line));
  const all = [...blocks, ...whole].map((line) =>
    line
      .replace(/\s+#.*$/, "")
      .replace(/^npm run -s grounds --/, "grounds")
      .trim(),
  );
  return all.filter((line) => line !== "");
}

const lines = [...new Set(pages.flatMap(linesOf).map(filled))];

function filled(line: string): string {
  return line
    .replace(
      "--source FOLDER --mapping data/mappings",
      `--source ${root}/test/fixtures/online-retail --mapping ${root}/data/mappings`,
    )
    .replaceAll("FOLDER", "shop")
    .replaceAll("/srv/exports", "shop")
    .replace("build --source exports", "build --source shop");
}

describe("the commands that README and docs show", () => {
  let folder: string;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    const { node, entry, flags } = prepareProgram();
    folder = await mkdtemp(join(tmpdir(), "grounds-docs-"));
    for (const shop of ["shop", "my-shop"]) await cp(tinySource, join(folder, shop), { recursive: true });
    await mkdir(join(folder, "bin"));
    const program = `#!/bin/sh\nexec ${[node, ...flags, entry].map((word) => `'${word}'`).join(" ")} "$@"\n`;
    await writeFile(join(folder, "bin/grounds"), program, { mode: 0o755 });
    env = { ...process.env, PATH: `${join(folder, "bin")}:${process.env.PATH}`, GROUNDS_DATA: join(folder, "data") };
    await run("sh", ["-c", "grounds check"], { cwd: folder, env });
    const audiences = /```yaml\n(version: 1\naudiences:[\s\S]*?)```/.exec(
      await readFile(join(root, "docs/audiences.md"), "utf8"),
    );
    await writeFile(join(folder, "data/raw/audiences.yml"), audiences?.[1] ?? "");
    for (const place of ["plan.csv", "data/raw/plan.csv"])
      await writeFile(join(folder, place), "month,measure,region,value\n2025-01,net_revenue,,100000\n");
    await writeFile(join(folder, "acquisition_costs.csv"), "month,cost\n2025-01,100000\n");
  }, 240_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(lines.filter((line) => !elsewhere.some(([pattern]) => pattern.test(line))))(
    "run as written: %s",
    { timeout: 120_000 },
    async (line) => {
      const ended = await run("sh", ["-c", `rm -f report.html; ${line} </dev/null`], {
        cwd: folder,
        env,
        maxBuffer: 1e9,
      }).then(
        ({ stdout }) => ({ code: 0, said: stdout }),
        ({ code, stderr }: { code: number; stderr: string }) => ({ code, said: stderr }),
      );
      // If a condition is met, the answer comes with exit code 1.
      expect(line.includes("--fail-if") ? [0, 1] : [0], ended.said).toContain(ended.code);
    },
  );

  it("run somewhere else if they need a server, another program or a terminal", () => {
    const unused = elsewhere.filter(([pattern]) => !lines.some((line) => pattern.test(line)));
    expect(unused).toEqual([]);
    expect(lines.length).toBeGreaterThan(40);
  });
});
