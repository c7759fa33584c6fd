import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/program.ts";
import type { Outcome, Row } from "../support/row.ts";
import { scratch } from "../support/warehouses.ts";

interface Report {
  readonly numTotalTests: number;
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Malformed inputs: the cases of test/inputs, each with its required verdict. */
export const inputsRow: Row = {
  name: "inputs",
  seconds: 25,
  what: "malformed inputs, each with the verdict it must get (file, line, column, reason)",
  run: (trial) => Promise.resolve(trial.form === "long" ? runTests() : ownTests()),
};

function ownTests(): Outcome {
  return { tried: 0, held: 0, failures: [], skipped: "test/inputs runs by itself in the short form" };
}

function runTests(): Outcome {
  if (!existsSync(join(root, "test/inputs")))
    return { tried: 0, held: 0, failures: [], skipped: "there is no test/inputs" };
  const { path, remove } = scratch("inputs");
  const file = join(path, "report.json");
  const words = ["run", "--config", "test/vitest.config.ts", "test/inputs", "--reporter=json", `--outputFile=${file}`];
  const { stderr } = spawnSync(process.execPath, [join(root, "node_modules/.bin/vitest"), ...words], {
    cwd: root,
    encoding: "utf8",
  });
  try {
    const report: Report = JSON.parse(readFileSync(file, "utf8"));
    const failed = report.testResults
      .flatMap((each) => each.assertionResults)
      .filter(({ status }) => status !== "passed");
    return {
      tried: report.numTotalTests,
      held: report.numPassedTests,
      failures: failed.map(({ fullName }) => fullName),
    };
  } catch {
    return { tried: 1, held: 0, failures: [`no report: ${stderr.slice(-500)}`] };
  } finally {
    remove();
    rmSync(file, { force: true });
  }
}
