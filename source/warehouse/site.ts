import type { History, ModelRun } from "./meta.ts";
import type { Plan } from "./plan.ts";
import type { KnownFile, Previous } from "./previous.ts";
import type { CompiledProject } from "./project/compile.ts";
import type { CheckResult } from "./run-tests.ts";
import type { Workplace } from "./workplace.ts";

/** What the warehouse of before gives to the next. */
export interface Before {
  readonly history: History;
  /** Undefined when nothing of it can stay. */
  readonly previous: Previous | undefined;
  readonly notes: readonly string[];
  /** The files it was built from, whether or not anything of it can stay; none where all is to be read anew. */
  readonly files: ReadonlyMap<string, KnownFile>;
}

/** What a build has done so far, kept also where it fails. */
export interface Journal {
  readonly models: ModelRun[];
  readonly checks: CheckResult[];
  /** What nobody has to wait for but the end of the build. */
  readonly afterwards: Promise<void>[];
}

/** All that a build works with once it has begun. */
export interface Site {
  readonly plan: Plan;
  readonly project: CompiledProject;
  /** Undefined: in memory. */
  readonly file: string | undefined;
  readonly workplace: Workplace;
  readonly before: Before;
  readonly journal: Journal;
}
