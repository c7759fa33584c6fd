import type { Amount } from "../../domain/amount.ts";
import type { Statement } from "../../domain/cohort.ts";
import type { NumberFormat } from "../../domain/format.ts";
import type { CustomerKind } from "../../query/totals-placed.ts";
import type { Explained, Investigation } from "../investigation.ts";
import type { NamedDiscount } from "../named-discounts.ts";
import type { TotalsDepth } from "./factors.ts";
import type { TotalsQuestion } from "./question.ts";

/** Measures whose totals have a tree, and how far down each goes. */
export const totalsMeasures: Readonly<Record<string, TotalsDepth>> = {
  net_revenue: "net",
  list_revenue: "list",
  bags: "units",
  units: "units",
  orders: "orders",
};

/** One side of the question: a calendar period, or a group of customers. */
export interface Side {
  /** `2024-Q1`, or the group's filters: `marketing_channel=paid_social`. */
  readonly label: string;
  readonly customers: number;
  readonly value: number;
  readonly interval: readonly [number, number];
}

/** One kind of customer on each side. */
export interface KindTotal {
  readonly kind: CustomerKind;
  readonly customersBase: number;
  readonly customersCompare: number;
  readonly base: number;
  readonly compare: number;
}

/** From list value to net revenue as booked, of one side, exact. */
export interface TotalsTieOut {
  readonly orderLines: number;
  readonly listRevenue: Amount;
  /** By program, in the order of the bars. */
  readonly discounts: readonly { readonly program: string; readonly amount: Amount }[];
  readonly reversals: Amount;
  readonly plug: Amount;
  readonly netRevenue: Amount;
  /** The same lines in bronze. */
  readonly bookedLines: number;
  readonly netAsBooked: Amount;
  /** Net as booked less list value, discounts, reversals and plug; 0 if it ties out. */
  readonly difference: Amount;
}

/** What moved the total of a measure from one period, or group of customers, to another. */
export interface TotalsInvestigation extends Explained {
  readonly question: TotalsQuestion;
  readonly metric: TotalsMetric;
  readonly base: Side;
  readonly compare: Side;
  readonly kinds: readonly KindTotal[];
  readonly tieOut: readonly [TotalsTieOut, TotalsTieOut];
  /** Discounts named by the source, in all programs. */
  readonly named: readonly NamedDiscount[];
  readonly findings: readonly string[];
  readonly sql: readonly Statement[];
}

/** The answer to any question. */
export type AnyInvestigation = Investigation | TotalsInvestigation;

export function isTotalsFound(found: AnyInvestigation): found is TotalsInvestigation {
  return "of" in found.question;
}

export interface TotalsMetric {
  /** In sentences: "net revenue". */
  readonly label: string;
  readonly format: NumberFormat;
  readonly method: { readonly kind: "totals"; readonly depth: TotalsDepth };
}

/** Whether each side ties out: every line is booked, and net revenue is list value less discounts, reversals and plug. */
export function totalsTieOut({ tieOut }: Pick<TotalsInvestigation, "tieOut">): boolean {
  return tieOut.every((side) => side.difference.units === 0n && side.orderLines === side.bookedLines);
}
