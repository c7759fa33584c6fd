import { cell } from "../domain/cell.ts";
import { daysOutside } from "../domain/days-outside.ts";
import { noValue } from "../domain/dimension-value.ts";
import { counted } from "../domain/format.ts";
import { emptySlice, type Slice } from "../domain/slice.ts";
import { countLines } from "../query/drill-through.ts";
import { liftsOf, type UnknownValues, unknownValues, withoutUnknown } from "../query/filter-check.ts";
import type { Streams } from "./command.ts";
import type { Session } from "./session.ts";

/**
 * Reports on the log which days and values the data does not have, and what to lift if the filters leave nothing; resolves to the
 * slice to answer, without thousands of values that match nothing.
 */
export async function tellAboutFilters(session: Session, asked: Slice, streams: Streams): Promise<Slice> {
  const { catalog, run } = session;
  const outside = daysOutside(asked.period, session.dataSet);
  if (outside !== undefined) streams.log.write(`${outside}\n`);
  if (asked.filters.length === 0) return asked;
  const unknown = await unknownValues(catalog, asked.filters, run);
  for (const one of unknown) streams.log.write(`${unknownLine(one)}\n`);
  const slice = { ...asked, filters: withoutUnknown(asked.filters, unknown) };
  if (outside !== undefined) return slice;
  const whole = { ...emptySlice, filters: slice.filters, period: slice.period };
  if ((await countLines(catalog, whole, run)) > 0) return slice;
  const lifts = await liftsOf(catalog, slice, run);
  const hints = lifts.map(
    ({ filter, orderLines }) => `${counted(orderLines)} without the filter on ${filter.dimension}`,
  );
  streams.log.write(`no order lines are left under these filters${hints.length > 0 ? `: ${hints.join(", ")}` : ""}\n`);
  return slice;
}

/** One line, whatever the number of values. */
function unknownLine({ dimension, values, examples }: UnknownValues): string {
  const named = examples.map(({ value }) => quoted(value)).join(", ");
  const more = values.length > examples.length ? ` or ${counted(values.length - examples.length)} others` : "";
  const near = [...new Set(examples.flatMap((one) => one.near))];
  const hint = near.length > 0 ? `; did you mean ${near.map(quoted).join(", ")}?` : "";
  return `no ${dimension} is ${named}${more}${hint}`;
}

/** A value of a dimension in a sentence. */
export function quoted(value: string): string {
  return `"${value === "" ? noValue : cell(value)}"`;
}
