import type { Catalog } from "../domain/catalog.ts";
import type { Statement } from "../domain/cohort.ts";
import type { Capability } from "../domain/data-set.ts";
import type { Period } from "../domain/period.ts";
import type { Filter } from "../domain/slice.ts";
import type { Dialect } from "../engine/dialect.ts";
import type { Cell, Run } from "../query/statement.ts";
import { switchingColumns as at, switching } from "../query/switching.ts";
import {
  productAttributes,
  type SwitchingQuestion,
  switchingDimensions,
  switchingFilters,
} from "../query/switching-question.ts";

/** Which changes are followed, as plain values that a screen keeps and a command reads. */
export interface SwitchingAsked {
  readonly of: string;
  readonly from: SwitchingQuestion["from"];
  /** Absent: all days. */
  readonly period?: Period | undefined;
  readonly filters: readonly Filter[];
}

/** Changes from one value to another, or all changes: how many, by how many customers, and their effect. */
export interface Moves {
  readonly events: number;
  readonly customers: number;
  /** List price of what they changed to less that of what they changed from, in total; null if no price is known. */
  readonly effect: number | null;
}

/** A change from one value of the dimension to another; null is no value. */
export interface Switch extends Moves {
  readonly from: string | null;
  readonly to: string | null;
}

/** All changes of one period. */
export interface SwitchingSide extends Moves {
  /** Customers who could have changed: with a plan, or with an order. */
  readonly holders: number;
  /** Sum over customers of the square of their effect. */
  readonly effectSquares: number | null;
  /** Most events first. */
  readonly pairs: readonly Switch[];
}

/** What the same customers changed from and to. */
export interface Switching {
  readonly question: SwitchingQuestion;
  /** One per requested period, in order; one for all days if none was requested. */
  readonly sides: readonly SwitchingSide[];
  /** By month, `2024-03`, in order; months without a change are left out. */
  readonly months: readonly (Moves & { readonly month: string })[];
  readonly monthPairs: readonly (Switch & { readonly month: string })[];
  readonly sql: readonly Statement[];
}

/** Changes of plan if the data has plans, otherwise from order to order. */
export function usualChanges(capabilities: readonly Capability[]): SwitchingQuestion["from"] {
  return capabilities.some(({ name, available }) => name === "subscriptions" && available) ? "plans" : "orders";
}

/** The dimensions that can change, the usual first: the bag size if products have sizes, otherwise the product. */
export function switchable(catalog: Catalog, from: SwitchingQuestion["from"]): readonly string[] {
  const known = new Set(catalog.dimensions.map(({ name }) => name));
  const all = switchingDimensions(catalog, from).filter((name) => !productAttributes.includes(name) || known.has(name));
  return all.toSorted((one, other) => Number(other === "bag_size") - Number(one === "bag_size"));
}

/** Answers a question about switching; throws UsageError for filters that are not on customers. */
export function answerSwitching(
  { of, from, period, filters }: SwitchingAsked,
  { catalog, dialect }: { readonly catalog: Catalog; readonly dialect?: Dialect },
  run: Run,
  signal?: AbortSignal,
): Promise<Switching> {
  const sides = period === undefined ? [] : [period];
  return findSwitching(
    { of, from, sides, filters: switchingFilters(catalog, filters), ...(dialect && { dialect }) },
    run,
    signal,
  );
}

/** Follows the same customers; rejects with an AbortError when stopped. */
export async function findSwitching(question: SwitchingQuestion, run: Run, signal?: AbortSignal): Promise<Switching> {
  const statement = switching(question);
  const rows = await run(statement, signal);
  const level = (name: string) => rows.filter((row) => row[at.level] === name);
  const periods = Math.max(1, question.sides.length);
  return {
    question,
    sides: Array.from({ length: periods }, (_, side) => sideOf(side, level)),
    months: level("months").map((row) => ({ month: monthOf(row), ...movesOf(row) })),
    monthPairs: level("month_pairs").map((row) => ({ month: monthOf(row), ...switchOf(row) })),
    sql: [statement],
  };
}

/** The effect per customer who changed; null if no price is known. */
export function effectPerCustomer({ effect, customers }: Moves): number | null {
  return effect === null || customers === 0 ? null : effect / customers;
}

/** The share of customers who changed among those who could have. */
export function shareOf({ customers }: Moves, { holders }: SwitchingSide): number {
  return holders === 0 ? 0 : customers / holders;
}

type Row = readonly Cell[];

function sideOf(side: number, level: (name: string) => readonly Row[]): SwitchingSide {
  const own = (row: Row) => row[at.side] !== null && Number(row[at.side]) === side;
  const row = level("sides").find(own);
  return {
    ...(row === undefined ? { events: 0, customers: 0, effect: null } : movesOf(row)),
    holders: Number(level("holders").find(own)?.[at.customers] ?? 0),
    effectSquares: numberOf(row?.[at.effectSquares]),
    pairs: level("pairs").filter(own).map(switchOf),
  };
}

function switchOf(row: Row): Switch {
  return { from: textOf(row[at.from]), to: textOf(row[at.to]), ...movesOf(row) };
}

function movesOf(row: Row): Moves {
  return { events: Number(row[at.events]), customers: Number(row[at.customers]), effect: numberOf(row[at.effect]) };
}

function monthOf(row: Row): string {
  return String(row[at.month]).slice(0, 7);
}

function textOf(value: Cell | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

function numberOf(value: Cell | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}

/** The direction in which the list price of those who changed moved, by its interval. */
export type SwitchingVerdict = "trading down" | "trading up" | "no direction" | "too few" | "no prices" | "no changes";
