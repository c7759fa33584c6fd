import { join } from "node:path";
import { root } from "../../helpers/places.ts";
import { python } from "./home.ts";
import { type Ran, runProgram } from "./run-program.ts";

export interface DbtPlace {
  /** The target of sql/profiles.yml. */
  readonly target: string;
  /** What the target reads from the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** As JSON. */
  readonly vars: string;
  /** Where its artifacts and its log go. */
  readonly folder: string;
}

/** Runs the dbt of this integration on the project as it is. */
export async function runDbt(words: readonly string[], { target, env, vars, folder }: DbtPlace): Promise<Ran> {
  const sql = join(root, "sql");
  const places = ["--project-dir", sql, "--profiles-dir", sql, "--target-path", join(folder, "target")];
  const parameters = ["--no-use-colors", ...words, ...places, "--log-path", folder, "--target", target, "--vars", vars];
  return runProgram(python("dbt"), parameters, {
    cwd: folder,
    env: { ...env, DBT_SEND_ANONYMOUS_USAGE_STATS: "false" },
  });
}
