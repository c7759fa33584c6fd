import type { History, ModelRun } from "../meta/write-meta.ts";
import type { CompiledProject } from "../project/compile.ts";
import type { ChangedRows } from "../renewal/changed-rows.ts";
import type { BuildFolder } from "./build-folder.ts";
import type { Plan } from "./plan.ts";
import type { KnownFile, Previous } from "./previous.ts";
import type { CheckResult } from "./run-tests.ts";

/** What the previous warehouse provides for the next. */
export interface Before {
  readonly history: History;
  /** Undefined if nothing of it can stay. */
  readonly previous: Previous | undefined;
  readonly notes: readonly string[];
  /** The files it was built from, whether or not anything of it can stay; none if everything is to be read again. */
  readonly files: ReadonlyMap<string, KnownFile>;
  /** Whether renewing the rows that new order lines touch is enough. */
  readonly isRenewable: boolean;
}

/** What a build has done so far, kept even if it fails. */
export interface Journal {
  readonly models: ModelRun[];
  readonly checks: CheckResult[];
  /** Models of which some rows were renewed, until it ends. */
  readonly renewed: Map<string, ChangedRows>;
  /** Told at the end whether the new warehouse is in place. */
  readonly ends: ((isPlaced: boolean) => Promise<void>)[];
  /** Work that only the end of the build has to wait for. */
  readonly afterwards: Promise<void>[];
}

/** Everything that a running build works with. */
export interface RunningBuild {
  readonly plan: Plan;
  readonly project: CompiledProject;
  /** Undefined: in memory. */
  readonly file: string | undefined;
  readonly buildFolder: BuildFolder;
  readonly before: Before;
  readonly journal: Journal;
}
