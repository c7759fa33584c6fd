import * as z from "zod";
import { lineAt, parseLimitedYaml, plainValues, YamlFault } from "../domain/limited-yaml.ts";
import { schemaFault } from "../domain/schema-fault.ts";
import { watchErrors } from "../errors/watch.ts";
import { readSmallFile, UnreadableFile } from "../small-file.ts";

const text = z.union([z.string(), z.number(), z.boolean()]);
const watched = z.strictObject({
  name: z.string().min(1),
  ask: z.enum(["slice", "cohorts", "investigate"]),
  with: z.record(z.string(), z.union([text, z.array(text)])).default({}),
  fail_if: z.union([z.string(), z.array(z.string()).min(1)]),
});
const file = z.strictObject({ watch: z.array(watched).min(1) });

/** One question of a watch file, and the conditions that its answer must not meet. */
export interface WatchedQuestion {
  readonly name: string;
  readonly ask: "slice" | "cohorts" | "investigate";
  /** The options of that command, `share_of` for `--share-of`. */
  readonly with: Readonly<Record<string, unknown>>;
  readonly failIf: readonly string[];
  readonly line: number;
}

/** The questions of a watch file; throws UsageError naming the line that cannot be understood. */
export function readWatchFile(path: string): readonly WatchedQuestion[] {
  const yaml = parsed(path);
  const found = file.safeParse(plainValues(yaml));
  const lineOf = (keys: readonly PropertyKey[]) => lineAt(yaml, keys);
  if (!found.success) {
    const { keys, why } = schemaFault(found.error);
    throw watchErrors.notSo({ file: path, line: lineOf(keys), key: keys.join("."), why });
  }
  return found.data.watch.map(({ fail_if, ...question }, index) => ({
    ...question,
    failIf: [fail_if].flat(),
    line: lineOf(["watch", index]),
  }));
}

function parsed(path: string): ReturnType<typeof parseLimitedYaml> {
  try {
    return parseLimitedYaml(readSmallFile(path));
  } catch (error) {
    if (error instanceof UnreadableFile) throw watchErrors.unreadable({ file: path, why: error.message });
    if (error instanceof YamlFault) throw watchErrors.noYaml({ file: path, line: error.line, why: error.message });
    throw error;
  }
}
