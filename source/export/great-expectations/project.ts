import { version } from "../../version.ts";
import type { FolderTexts } from "../new-folder.ts";
import { checkpointText } from "./checkpoint-text.ts";
import type { Suites } from "./suites.ts";

/** The folder for Great Expectations: suites, the script that runs them, its requirements, and what is left out. */
export function expectationsProject({ suites, leftOut }: Suites): FolderTexts {
  return new Map([
    ["checkpoint.py", checkpointText],
    ["requirements.txt", "great_expectations>=1.24,<2\nduckdb>=1.5\npandas\npyarrow\n"],
    ["LEFT-OUT.md", leftOutText(leftOut)],
    ...suites.map((suite) => [`suites/${suite.name}.json`, `${JSON.stringify(suite, null, 2)}\n`] as const),
  ]);
}

function leftOutText(leftOut: readonly string[]): string {
  const lines = leftOut.map((line) => `- ${line}`);
  return [
    "# Tests that only Grounds runs",
    "",
    `Written by Grounds ${version}. Great Expectations has no expectation of the same meaning for these; \`grounds check\` runs them.`,
    "",
    ...lines,
    "",
  ].join("\n");
}
