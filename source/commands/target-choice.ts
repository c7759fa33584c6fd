import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { findTarget } from "../engine/profiles/profiles-file.ts";
import type { Target } from "../engine/profiles/target.ts";
import { engineErrors } from "../errors/engine.ts";
import type { Arguments } from "./command.ts";
import { projectDir } from "./places.ts";

/** A target of dbt's profile, and where to find what else is known about its tables. */
export interface TargetChoice extends TablesFiles {
  readonly target: Target;
}

/** Files with information that the tables themselves lack. */
export interface TablesFiles {
  /** A mapping with what dbt does not know: currency, fiscal year, labels of own dimensions. */
  readonly mapping: string | undefined;
  /** The folder of dbt's manifest.json and run_results.json; undefined if none was found. */
  readonly artifacts: string | undefined;
}

/** The choice of --target, --profiles-dir and --mapping. Throws UsageError for a choice that cannot be made. */
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

/** The folders in which dbt looks for profiles.yml, and the project itself. */
function profilesDirs(): readonly string[] {
  const { DBT_PROFILES_DIR: given } = process.env;
  return [...(given ? [given] : []), process.cwd(), join(homedir(), ".dbt"), projectDir()];
}

/** Where dbt leaves its artifacts: the folder `target` where it ran, unless DBT_TARGET_PATH names another. */
export function targetDirs(): readonly string[] {
  const { DBT_TARGET_PATH: given } = process.env;
  return given ? [resolve(given)] : [resolve("target"), join(projectDir(), "target")];
}
