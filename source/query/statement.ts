import type { Statement } from "../domain/cohort.ts";
import type { Period } from "../domain/period.ts";

export type Parameter = string | number;

/** Runs one statement; rows come as arrays, integers as numbers, days as `YYYY-MM-DD`. Rejects with an AbortError when stopped. */
export type Run = (statement: Statement, signal?: AbortSignal) => Promise<readonly (readonly Cell[])[]>;
export type Cell = string | number | boolean | null;

/** Whole lines of a text, each with its line end, and their number. */
export interface LinePart {
  readonly count: number;
  readonly bytes: Uint8Array;
}

/** Collects the values of one statement, so that they never become part of its text. */
export class Parameters {
  readonly values: Parameter[] = [];

  /** Binds a value and returns its placeholder. */
  bind(value: Parameter): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** A common table expression; a materialized one is computed before anything that reads it. */
export type Clause = readonly [name: string, body: string, how?: "materialized"];

/** `with a as (…), b as (…)` and the final select. */
export function withClauses(clauses: readonly Clause[], final: string): string {
  const ctes = clauses.map(
    ([name, body, how]) => `${name} as ${how === undefined ? "" : `${how} `}(\n${indent(body)}\n)`,
  );
  return ctes.length > 0 ? `with ${ctes.join(",\n")}\n${final}` : final;
}

export function selectFrom(columns: readonly string[], rest: readonly string[]): string {
  return [
    `select\n${columns.map((column) => `    ${column}`).join(",\n")}`,
    ...rest.filter((line) => line !== ""),
  ].join("\n");
}

/** `where a\n  and b`, or nothing. */
export function whereAll(conditions: readonly string[]): string {
  return conditions.length > 0 ? `where ${conditions.join("\n    and ")}` : "";
}

/** A condition that keeps the days of a period. */
export function within(column: string, period: Period, parameters: Parameters): string {
  return `${column} between cast(${parameters.bind(period.from)} as date) and cast(${parameters.bind(period.to)} as date)`;
}

/** `expression as name`, or just the name. */
export function named(expression: string, name: string): string {
  return expression === name ? name : `${expression} as ${name}`;
}

/** An exact sum of money; 0 for no rows. */
export function moneySum(expression: string): string {
  return `coalesce(cast(sum(${expression}) as decimal(38, 4)), 0)`;
}

/** Groups by the first `count` columns; empty for 0. */
export function groupBy(count: number): string {
  return count > 0 ? `group by ${places(count)}` : "";
}

/** Orders by the first `count` columns. */
export function orderBy(count: number): string {
  return `order by ${places(count)}`;
}

/** `1, 2, 3`: every engine accepts a column's position, not every engine its alias. */
function places(count: number): string {
  return Array.from({ length: count }, (_, index) => index + 1).join(", ");
}

/** A number of days as an interval, with the number bound. */
export function daysLong(days: number, parameters: Parameters): string {
  return `cast(${parameters.bind(days)} as integer) * interval '1' day`;
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, "    ");
}
