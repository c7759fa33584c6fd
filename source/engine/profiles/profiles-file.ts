import { join } from "node:path";
import { isMap, isScalar } from "yaml";
import { type LimitedYaml, parseLimitedYaml, YamlFault } from "../../domain/limited-yaml.ts";
import { engineErrors } from "../../errors/engine.ts";
import { readSmallFile, UnreadableFile } from "../../small-file.ts";
import { Target } from "./target.ts";

const profile = "grounds";

/** Where profiles.yml is looked for: in dbt's order, and last in the project itself; if a folder is named, only there. */
export interface ProfilesPlaces {
  readonly named: string | undefined;
  readonly others: readonly string[];
}

/**
 * The target of that name in the profile `grounds` of the first profiles.yml that has one. Throws UsageError naming file
 * and line if there is none, or if the file cannot be read.
 */
export function findTarget(name: string, places: ProfilesPlaces, env: NodeJS.ProcessEnv): Target {
  const folders = places.named === undefined ? places.others : [places.named];
  const files = [...new Set(folders.map((folder) => join(folder, "profiles.yml")))];
  for (const file of files) {
    const yaml = parsed(file, places.named !== undefined);
    if (yaml?.document.hasIn([profile, "outputs"])) return targetIn(yaml, file, name, env);
  }
  throw engineErrors.noProfiles({ target: name, looked: files });
}

function parsed(file: string, isNamed: boolean): LimitedYaml | undefined {
  try {
    return parseLimitedYaml(readSmallFile(file));
  } catch (error) {
    if (error instanceof YamlFault) throw engineErrors.profilesNoYaml({ file, line: error.line, why: error.message });
    if (!(error instanceof UnreadableFile)) throw error;
    if (error.isAbsent && !isNamed) return undefined;
    throw engineErrors.profilesUnreadable({ file, why: error.message });
  }
}

function targetIn({ document, lines }: LimitedYaml, file: string, target: string, env: NodeJS.ProcessEnv): Target {
  const outputs = document.getIn([profile, "outputs"]);
  const pairs = isMap(outputs) ? outputs.items : [];
  const known = pairs.map(({ key }) => String(isScalar(key) ? key.value : key));
  const pair = pairs.find((_, at) => known[at] === target);
  if (!isMap(pair?.value)) throw engineErrors.unknownTarget({ file, target, known });
  const line = (offset: number) => lines.linePos(offset).line;
  const start = isScalar(pair.key) ? (pair.key.range?.[0] ?? 0) : 0;
  return new Target(target, file, pair.value, { first: line(start), at: line }, env);
}
