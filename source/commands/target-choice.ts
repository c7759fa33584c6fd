import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { findTarget } from "../engine/profiles/profiles-file.ts";
import type { Target } from "../engine/profiles/target.ts";
import { engineErrors } from "../errors/engine.ts";
import type { Arguments } from "./command.ts";
import { projectDir } from "./places.ts";

/** A target of dbt's profile, and where what else is known of its tables is. */
export interface TargetChoice extends TablesFiles {
  readonly target: Target;
}

/** Files that tell of tables what these do not. */
export interface TablesFiles {
  /** A mapping that says what dbt does not: currency, fiscal year, labels of own dimensions. */
  readonly mapping: string | undefined;
  /** The folder of dbt's manifest.json and run_results.json; undefined where none was found. */
  readonly artifacts: string | undefined;
}

/** The choice of --target, --profiles-dir and --mapping. Throws UsageError where it cannot be followed. */
export function chooseTarget(args: Arguments): TargetChoice {
  const local = ["source", "warehouse", "memory", "bad-row-share"].find((name) => args.has(name));
  if (local !== undefined) throw engineErrors.notWithTarget({ option: `--${local}` });
  const [folder] = args.positionals;
  if (folder !== undefined) throw engineErrors.notWithTarget({ option: folder });
  const named = args.get("profiles-dir");
  const mapping = args.get("mapping");
  return {
    target: findTarget(args.get("target") ?? "", { named, others: profilesDirs() }, process.env),
    mapping: mapping === undefined ? undefined : resolve(mapping),
    artifacts: targetDirs().find((dir) => existsSync(join(dir, "manifest.json"))),
  };
}

/** Where dbt looks for profiles.yml, and the project itself. */
function profilesDirs(): readonly string[] {
  const { DBT_PROFILES_DIR: given } = process.env;
  return [...(given ? [given] : []), process.cwd(), join(homedir(), ".dbt"), projectDir()];
}

/** Where dbt leaves what it did: the folder target of where it ran, unless DBT_TARGET_PATH names another. */
export function targetDirs(): readonly string[] {
  const { DBT_TARGET_PATH: given } = process.env;
  return given ? [resolve(given)] : [resolve("target"), join(projectDir(), "target")];
}
