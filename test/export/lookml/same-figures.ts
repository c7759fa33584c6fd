import { expect } from "vitest";
import type { Session } from "../../../source/commands/session.ts";
import { emptySlice } from "../../../source/domain/slice.ts";
import { answerSlice } from "../../../source/query/answer-slice.ts";
import { numbers } from "../../analysis/random-cells.ts";
import type { Looker } from "./looker.ts";

/** Rows of keys and figures, sorted; missing values are null. */
export type Rows = readonly (readonly (string | number | null)[])[];

export async function byLooker(session: Session, looker: Looker, query: Parameters<Looker["sql"]>[0]): Promise<Rows> {
  return asFigures(await session.run({ sql: looker.sql(query), params: [] }));
}

/** Rows of any other program in the form used for comparison. */
export function asFigures(rows: readonly (readonly unknown[])[]): Rows {
  return sorted(rows.map((row) => row.map(figure)));
}

export async function bySlice(
  session: Session,
  by: readonly string[],
  measures: readonly string[],
  filters: readonly { dimension: string; values: readonly string[] }[] = [],
): Promise<Rows> {
  const asked = { ...emptySlice, by, measures, filters: filters.map((one) => ({ ...one, op: "in" as const })) };
  const { rows, columns } = await answerSlice(session.catalog, asked, session.run);
  const kept = columns.flatMap(({ role }, index) => (role === "dimension" || role === "measure" ? [index] : []));
  return sorted(rows.map(({ values }) => kept.map((index) => figure(values[index]))));
}

/** Rows with a figure: slice leaves out groups of customers who bought nothing if no cohort size is requested. */
export function withFigures(rows: Rows, keys: number): Rows {
  return rows.filter((row) => row.slice(keys).some((figure) => figure !== 0 && figure !== null));
}

/** The first day of a period, however it is printed; numbers to nine digits. */
function figure(value: unknown): string | number | null {
  if (value === null || value === undefined || value === "") return null;
  const text = String(value);
  const quarter = /^(\d{4})-Q([1-4])$/.exec(text);
  if (quarter) return `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, "0")}-01`;
  if (/^\d{4}-\d{2}$/.test(text)) return `${text}-01`;
  return Number.isFinite(Number(text)) ? Number(Number(text).toPrecision(9)) : text;
}

const sorted = (rows: Rows) => rows.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));

/** Compares random groupings of an explore, by one or two dimensions, of three measures; returns the number of figures compared. */
export async function expectSame(
  session: Session,
  looker: Looker,
  explore: "customers" | "order_lines",
  seed: number,
  rounds: number,
) {
  let compared = 0;
  const next = numbers(seed);
  const pick = (all: readonly string[]) => all[Math.floor(next() * all.length)] ?? "";
  const { dimensions, measures } = looker.offered(explore);
  const named = (field: string) => field.split(".")[1] ?? "";
  const known = dimensions.filter((field) => session.catalog.dimensions.some(({ name }) => name === named(field)));
  for (let round = 0; round < rounds; round += 1) {
    const by = [...new Set([pick(known), ...(next() < 0.5 ? [pick(known)] : [])])];
    const asked = [...new Set([pick(measures), pick(measures), pick(measures)])];
    const names = [by, asked].map((fields) => fields.map(named));
    const found = await byLooker(session, looker, { explore, fields: [...by, ...asked] });
    const slice = await bySlice(session, names[0] ?? [], names[1] ?? []);
    const [one, other] = [found, slice].map((rows) => withFigures(rows, by.length));
    expect(one, `${by} by ${asked}`).toEqual(other);
    expect(found.length).toBeGreaterThan(0);
    compared += found.length * asked.length;
  }
  return compared;
}
