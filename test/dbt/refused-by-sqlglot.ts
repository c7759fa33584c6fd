import { execFileSync } from "node:child_process";

/** The statements that sqlglot, an independent parser, does not accept as one query of a dialect, each with its reason. */
export function refusedBySqlglot(
  python: string,
  dialect: string,
  statements: readonly (readonly [name: string, sql: string])[],
): readonly (readonly [name: string, reason: string])[] {
  const script = `
import json, sys, sqlglot
failed = []
for name, text in json.load(sys.stdin):
    try:
        trees = sqlglot.parse(text, read=${JSON.stringify(dialect)}, error_level=sqlglot.ErrorLevel.RAISE)
        if len(trees) != 1 or any(isinstance(node, sqlglot.exp.Command) for node in trees[0].walk()): failed.append([name, "no select"])
    except Exception as error:
        failed.append([name, str(error)[:300]])
print(json.dumps(failed))`;
  return JSON.parse(String(execFileSync(python, ["-c", script], { input: JSON.stringify(statements) })));
}
