import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runHere } from "../../helpers/command-line.ts";
import { scratch } from "../../warehouse/support/scratch.ts";

async function dag(...words: readonly string[]): Promise<string> {
  const out = join(await scratch(), "dags");
  const { code, log } = await runHere("export", "airflow", ...words, "--out", out);
  expect(code, log).toBe(0);
  return readFile(join(out, `${words[words.indexOf("--name") + 1] ?? "grounds"}.py`), "utf8");
}

/** The values of a DAG's constants, and whether it is Python, by Python where there is one. */
function constants(text: string, file: string) {
  const script = `import ast, json, sys
tree = ast.parse(open(sys.argv[1]).read())
print(json.dumps({n.targets[0].id: ast.literal_eval(n.value) for n in tree.body if isinstance(n, ast.Assign)}))`;
  const { status, stdout, stderr } = spawnSync("python3", ["-c", script, file], { encoding: "utf8" });
  if (status === null) return undefined;
  expect(stderr).toBe("");
  expect(text).not.toBe("");
  return JSON.parse(stdout);
}

describe("grounds export airflow", () => {
  it("runs build, check and investigate with the paths and schedule that are given", async () => {
    const text = await dag(
      "--name",
      "nightly",
      "--source",
      "/srv/my exports",
      "--schedule",
      "@daily",
      "--start",
      "2024-03-05",
    );
    expect(text).toContain('OPTIONS = ["--source", "/srv/my exports"]');
    expect(text).toContain('schedule=CronDataIntervalTimetable("@daily", timezone="UTC")');
    expect(text).toContain('start_date=pendulum.datetime(2024, 3, 5, tz="UTC")');
    expect(text).toContain("max_active_runs=1");
    expect(text).toContain("build >> check >> investigate");
    expect(text).not.toMatch(/activate|publish/);
  });

  it("is Python whatever the names of folders hold", async () => {
    const source = `/srv/"quoted" {{ 1 + 1 }} $(reboot) \\ 'it''s' é`;
    const text = await dag("--name", "odd", "--source", source, "--reports", "/srv/re'ports");
    const folder = await scratch();
    await writeFile(join(folder, "odd.py"), text);
    const found = constants(text, join(folder, "odd.py"));
    if (found === undefined) return;
    expect(found).toEqual({
      PROGRAM: "grounds",
      OPTIONS: ["--source", source],
      REPORTS: "/srv/re'ports",
      NO_RETRY: [2, 3, 70],
    });
  });
});
