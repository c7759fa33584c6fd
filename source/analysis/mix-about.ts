import type { BusinessWords } from "../domain/business-words.ts";
import type { Capability } from "../domain/data-set.ts";
import type { DriverScope, Units } from "../query/driver-scope.ts";
import type { Statements } from "./gather.ts";
import type { PeriodValue, Question } from "./investigation.ts";
import type { MixMetric } from "./mix-metric.ts";

/** What `investigate` knows before it finds that the measure has no tree. */
export interface MixAbout {
  readonly question: Question;
  readonly metric: MixMetric;
  readonly scope: DriverScope;
  readonly units: Units;
  readonly counts: Statements["counts"];
  /** Without values and intervals, which come from the bridge. */
  readonly periods: readonly [PeriodValue, PeriodValue];
  readonly capabilities: readonly Capability[];
  readonly currency: string;
  readonly business: BusinessWords;
}
