import type { BusinessWords } from "../domain/business-words.ts";
import type { Statement } from "../domain/cohort.ts";
import type { NumberFormat } from "../domain/format.ts";
import type { Period } from "../domain/period.ts";
import { comparableDays, type ReversalDays } from "../domain/reversal-days.ts";
import type { Filter } from "../domain/slice.ts";
import type { Value } from "../domain/slice-result.ts";
import type { Depth } from "./coffee-factors.ts";
import type { SwitchingVerdict } from "./switching.ts";
import type { TrueUp } from "./true-up-lines.ts";

export type ReplacementPolicy = "cost" | "contra" | "exclude";
export type PrepaidPolicy = "recognised" | "cash";
export type ReversalMonth = "order" | "reversal";

/** Accounting choices that change the numbers; shown on every result. */
export interface Switches {
  readonly replacements: ReplacementPolicy;
  readonly prepaid: PrepaidPolicy;
  readonly reversalMonth: ReversalMonth;
  readonly windowDays: number;
  /** A reversal counts only if it came within this many days of its order; `any`: whenever it came, as booked. */
  readonly reversalDays: ReversalDays;
}

export const defaultSwitches: Switches = {
  replacements: "cost",
  prepaid: "recognised",
  reversalMonth: "order",
  windowDays: 30,
  reversalDays: comparableDays,
};

/** A question: a per-customer metric of the cohort acquired in `compare` against the one acquired in `base`. */
export interface Question {
  readonly metric: string;
  readonly base: Period;
  readonly compare: Period;
  /** Filters over dimensions of the customer and of the order line; none on the days of order lines. */
  readonly filters: readonly Filter[];
  readonly switches: Switches;
  readonly seed: number;
  readonly replicates: number;
  /** First day of the window, counted from acquisition; absent: 0. Day 30 looks at the second month of lifetime. */
  readonly firstDay?: number;
  /** Customer dimension for the mix and rate of a measure without a tree; absent: the first with two values. */
  readonly by?: string;
}

/** What is explained, and how: by the driver tree, or by mix and rate over a dimension. */
export interface ExplainedMetric {
  /** In sentences: "net revenue per customer". */
  readonly label: string;
  readonly format: NumberFormat;
  readonly method: TreeMethod | MixMethod;
}

export interface TreeMethod {
  readonly kind: "tree";
  readonly depth: Depth;
}

export interface MixMethod {
  readonly kind: "mix";
  /** Dimensions of the customer with two values or more; that of the bridge first; empty if no dimension has two. */
  readonly dimensions: readonly string[];
  /** Values that are told apart, for each dimension with too many; the others are grouped as Other. */
  readonly kept: Readonly<Record<string, readonly string[]>>;
  /** The sum itself, which also moves with the number of customers; otherwise per customer. */
  readonly isTotal: boolean;
  /** The value of 1 in a cell: 0.01 for money in cents. */
  readonly unitValue: number;
  /** Buckets of customers, or customers, that were resampled, per period. */
  readonly units: readonly [number, number];
}

export type Verdict = "major" | "moderate" | "minor" | "not a driver" | "offsetting";

/** A category within a bar (a size, a product, a plan, a channel): the contributions of its changed share and of its changed rate. */
export interface CategoryBar {
  readonly label: string;
  readonly mix: number;
  readonly rate: number;
}

/** One bar of the bridge: money per customer, 95 % interval, and its range over all orders of the groups. */
export interface Bar {
  readonly name: string;
  readonly label: string;
  readonly group: string;
  readonly contribution: number;
  readonly low: number;
  readonly high: number;
  /** By leaving out one bucket of customers at a time; for groups. */
  readonly standardError?: number;
  readonly orderLow: number;
  readonly orderHigh: number;
  /** contribution / change; undefined if the change is 0. */
  readonly share: number | undefined;
  readonly verdict: Verdict;
  /** Mix and rate sum to the contribution exactly; largest first. Absent if there is only one category. */
  readonly categories?: readonly CategoryBar[];
}

export interface PeriodValue {
  readonly period: Period;
  /** As `--base` and `--compare` take it: `2024-Q1`. */
  readonly label: string;
  readonly customers: number;
  /** Customers left out because their window ends after the data does. */
  readonly immature: number;
  readonly value: number;
  /** 95 % interval of the value. */
  readonly interval: readonly [number, number];
}

/** A segment by who the customers are, or by what they bought, which restates factors of the bridge. */
export type SegmentKind = "who" | "what";

/** A segment of customers that stands out from the rest. */
export interface SegmentFinding {
  readonly kind: SegmentKind;
  readonly where: readonly Filter[];
  readonly label: string;
  /** Whether the changes are compared in percent or, if a rate is too near 0 for that, by amount. */
  readonly yardstick: "percent" | "amount";
  /** The metric per customer in the base and the compare period, of the segment and of the rest. */
  readonly rates: readonly [number, number];
  readonly restRates: readonly [number, number];
  /** The part of the change that would not exist if these customers had changed as the rest did; money per customer overall. */
  readonly contribution: number;
  /** Difference of its change from the rest's, in standard errors. */
  readonly z: number;
  /** Chance of such a z anywhere among all segments of its kind if none differed. */
  readonly pAdjusted: number;
  /** Of the base period, and of the compare period. */
  readonly customersBefore: number;
  readonly customers: number;
}

/** A factor with more values than are told apart: the smaller ones are grouped as Other. */
export interface Together {
  /** The dimension: `marketing_channel`, `coffee_profile`, or that of mix and rate. */
  readonly factor: string;
  readonly values: number;
  readonly kept: number;
  /** The share of the grouped values in both periods' customers or bags. */
  readonly share: number;
  readonly of: "customers" | "units";
}

export type StepId =
  | "confirm"
  | "true_up"
  | "welcome"
  | "prepaid"
  | "customers"
  | "product_mix"
  | "discounts"
  | "bag_size"
  | "profile"
  | "list_price"
  | "returns"
  | "volume"
  | "bridge"
  | "segments"
  | "report";

/** The unit of the figures of a step's table. */
export type StepUnit = "text" | "money" | "amount" | "percent" | "points" | "count" | "number" | "probability";

export interface StepColumn {
  readonly label: string;
  readonly unit: StepUnit;
  /** A change shows its sign, an end of an interval on which side of 0 it lies. Absent: a plain figure. */
  readonly figures?: "change" | "end";
}

/** A small table of a step: one header per column; numbers stay numbers. */
export interface StepTable {
  readonly columns: readonly StepColumn[];
  readonly rows: readonly (readonly Value[])[];
  /** The units of rows that differ from their columns', by the row's place from 0. */
  readonly rowUnits?: Readonly<Record<number, StepUnit>>;
}

/** A line over the months of one year, for the step's chart; the step's first series are those of its main measure. */
export interface StepSeries {
  readonly label: string;
  readonly unit: "money" | "percent" | "count" | "number";
  readonly points: readonly { readonly month: string; readonly value: number | null }[];
}

export interface Step {
  readonly id: StepId;
  readonly title: string;
  readonly question: string;
  /** The verdict on its drivers, or why there is none. */
  readonly verdict: Verdict | "confirmed" | "no change" | "too few" | "ties out" | "does not tie out" | "done";
  /** A sentence written from the numbers. */
  readonly finding: string;
  readonly table?: StepTable;
  readonly series: readonly StepSeries[];
  readonly sql: readonly Statement[];
  /** A second finding, about other customers. */
  readonly beside?: StepPart;
}

/** A second question of a step, with its own answer and table. */
export interface StepPart extends Pick<Step, "title" | "question" | "finding" | "series" | "sql"> {
  readonly verdict: SwitchingVerdict;
  readonly table: StepTable;
}

/** The answer to any question: a change, its bars, the segments that stand out, and the steps that explain it. */
export interface Explained {
  readonly change: number;
  readonly interval: readonly [number, number];
  /** Whether the interval of the change leaves out 0; if not, drivers are named only if they clearly cancel each other. */
  readonly significant: boolean;
  readonly groups: readonly Bar[];
  readonly drivers: readonly Bar[];
  readonly segments: readonly SegmentFinding[];
  readonly segmentsTested: number;
  /** The dimensions that were combined in twos and threes and the number of all dimensions, if not all were combined. */
  readonly segmentsCombined?: { readonly words: readonly string[]; readonly of: number } | undefined;
  readonly steps: readonly Step[];
  /** The steps' words for what is sold. */
  readonly business: BusinessWords;
  /** What a reader must know to interpret the numbers correctly. */
  readonly caveats: readonly string[];
}

export interface Investigation extends Explained {
  readonly question: Question;
  readonly metric: ExplainedMetric;
  readonly base: PeriodValue;
  readonly compare: PeriodValue;
  readonly trueUp: TrueUp;
  /** The source's own discount programs, each with a bar; absent: none. */
  readonly programs?: readonly string[];
  /** Factors whose smaller values are grouped as Other. */
  readonly together: readonly Together[];
}
