import { stepsOf } from "../../../domain/cohort.ts";
import { parsePeriod, printStart, startOf } from "../../../domain/period.ts";
import type { Cursor } from "../../state/viewport.ts";
import type { PreparedGrid } from "./prepared.ts";
import type { CohortsState } from "./state.ts";

/**
 * Where the cursor goes when tenure changes to calendar time or back: to the same cell, because month k of a cohort is the
 * calendar month k after it. The viewport follows once the grid is there.
 */
export function flipCursor(state: CohortsState, prepared: PreparedGrid | undefined): Cursor {
  const { cursor, query } = state;
  const cohort = prepared?.grid.rows[cursor.row]?.key;
  const first = prepared?.grid.rows[0]?.key;
  if (cohort === undefined || first === undefined || query.split !== undefined) return cursor;
  const grain = stepsOf(query);
  const step = (key: string) => printStart(grain, startOf(grain, parsePeriod(key).from));
  const apart = periodsBetween(step(first), step(cohort));
  if (apart === undefined) return cursor;
  const column = query.axis === "tenure" ? cursor.column + apart : Math.max(0, cursor.column - apart);
  return { ...cursor, column };
}

/** The number of months, quarters or weeks between two keys of one kind (`2024-03`, `2024-Q1`, `2024-03-04`). */
function periodsBetween(from: string, to: string): number | undefined {
  const [start, end] = [periodIndex(from), periodIndex(to)];
  return start === undefined || end === undefined ? undefined : end - start;
}

function periodIndex(key: string): number | undefined {
  const month = /^(\d{4})-(\d{2})$/.exec(key);
  if (month !== null) return Number(month[1]) * 12 + Number(month[2]);
  const quarter = /^(\d{4})-Q([1-4])$/.exec(key);
  if (quarter !== null) return Number(quarter[1]) * 4 + Number(quarter[2]);
  const day = /^\d{4}-\d{2}-\d{2}$/.test(key) ? Date.parse(`${key}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(day) ? undefined : Math.round(day / (7 * 86_400_000));
}
