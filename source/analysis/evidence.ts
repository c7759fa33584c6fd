import type { BusinessWords } from "../domain/business-words.ts";
import type { Capability } from "../domain/data-set.ts";
import { programFieldAt, programsWith } from "../query/driver-fields.ts";
import type { Bridge } from "./bars.ts";
import { sumOf, type TreeOptions } from "./coffee-factors.ts";
import type { GroupName } from "./drivers.ts";
import { type FieldPlace, placeOf } from "./field-place.ts";
import type { Statements } from "./gather.ts";
import type { Bar, Investigation, PeriodValue, Question, SegmentFinding, Step, Together } from "./investigation.ts";
import type { Metric } from "./investigation-metric.ts";
import type { Months } from "./months.ts";
import type { CellLayout, Totals } from "./period-cells.ts";
import type { Switching } from "./switching.ts";
import type { TrueUp } from "./true-up-lines.ts";
import type { Words } from "./words.ts";

/** Everything that the steps are written from. */
export interface Evidence {
  readonly question: Question;
  readonly metric: Metric;
  readonly options: TreeOptions;
  readonly words: Words;
  readonly business: BusinessWords;
  readonly base: PeriodValue;
  readonly compare: PeriodValue;
  readonly bridge: Bridge;
  readonly totals: readonly [Totals, Totals];
  readonly layout: CellLayout;
  readonly months: Months;
  readonly trueUp: TrueUp;
  readonly segments: readonly SegmentFinding[];
  readonly segmentsTested: number;
  readonly segmentsCombined?: Investigation["segmentsCombined"];
  readonly together: readonly Together[];
  readonly capabilities: readonly Capability[];
  readonly currency: string;
  /** Exclusive: `YYYY-MM-DD` or a timestamp. */
  readonly dataEnd: string;
  readonly switching: readonly Switching[];
  readonly statements: Statements;
  readonly caveats: readonly string[];
}

/** Indexes of the discounts of all programs in the data. */
export function discountPlaces({ layout }: Pick<Evidence, "layout">): readonly number[] {
  return programsWith(layout.programs).map((_, index) => programFieldAt(index, "discount"));
}

/** A quotient of sums over all channels in one period; 0 if the denominator is 0. */
export function ratio(
  { totals }: Evidence,
  period: 0 | 1,
  tops: readonly FieldPlace[],
  bottoms: readonly FieldPlace[],
  unit = 1,
): number {
  const add = (places: readonly FieldPlace[]) =>
    places.reduce<number>((sum, place) => sum + sumOf(totals[period], placeOf(place)), 0);
  const below = add(bottoms);
  return below === 0 ? 0 : (add(tops) / below) * unit;
}

/** What one unit of money in cents is worth. */
export const cent = 0.01;

/** An empty bar, for groups that the bridge does not have. */
export function emptyBar(name: string): Bar {
  return {
    ...{ name, label: name, group: name, contribution: 0, low: 0, high: 0, orderLow: 0, orderHigh: 0 },
    ...{ share: undefined, verdict: "not a driver" },
  };
}

/** The bar of a group; an empty one if the group is not in the bridge. */
export function barOf({ bridge }: Evidence, name: GroupName): Bar {
  return bridge.groups.find((bar) => bar.name === name) ?? emptyBar(name);
}

/** Verdict and finding of a step that does not concern the metric: discounts do not move a count of orders. */
export function beside(evidence: Evidence, subject: string): Pick<Step, "verdict" | "finding"> | undefined {
  if (evidence.metric.depth === "net") return undefined;
  return { verdict: "not a driver", finding: `${subject} are not part of ${evidence.metric.label}.` };
}
