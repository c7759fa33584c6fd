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

/** The values of a DAG's constants, and whether it is valid Python, checked by Python if there is one. */
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
  it("runs build, check and investigate with the given paths and schedule", async () => {
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
    expect(text).toContain('"max_active_tis_per_dag": 1');
    expect(text).toContain("build >> check >> investigate");
    expect(text).not.toMatch(/activate|publish/);
  });

  it("is valid Python whatever the names of folders contain", async () => {
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
      WORDS: {},
      NO_RETRY: [2, 3, 70],
    });
  });

  it("reads a topic, publishes and sends audiences if requested, in this order", async () => {
    const place = "s3://lake/gold's {{ 1 }}";
    const sends = ["--activate", "lapsed:meta", "--activate", "new.buyers:google"];
    const topic = ["--brokers", "kafka:9092", "--follow", "orders"];
    const text = await dag("--name", "more", "--source", "/srv/x", "--publish", place, ...sends, ...topic);
    const folder = await scratch();
    await writeFile(join(folder, "more.py"), text);
    const found = constants(text, join(folder, "more.py"));
    if (found !== undefined)
      expect(found.WORDS).toEqual({
        follow: ["follow", "--brokers", "kafka:9092", "--topic", "orders", "--once"],
        publish: ["publish", place],
        activate_lapsed_meta: ["activate", "lapsed", "--to", "meta"],
        "activate_new.buyers_google": ["activate", "new.buyers", "--to", "google"],
      });
    expect(text).toContain(
      "task_0 >> build >> check >> investigate\n    check >> task_1\n    check >> task_2\n    check >> task_3\n",
    );
    expect(text).toContain(`bash_command="{{ grounds }} {{ words['activate_new.buyers_google'] }} {{ options }}"`);
  });
});
