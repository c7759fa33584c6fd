import { cell } from "../domain/cell.ts";
import { counted } from "../domain/format.ts";
import { emptySlice, type Slice } from "../domain/slice.ts";
import { answerSlice } from "../query/answer-slice.ts";
import { liftsOf, unknownValues } from "../query/filter-check.ts";
import type { Streams } from "./command.ts";
import type { Session } from "./session.ts";

/** Says on the log which values the data does not have, and what to lift where the filters leave nothing. */
export async function tellAboutFilters(session: Session, slice: Slice, streams: Streams): Promise<void> {
  const { catalog, run } = session;
  if (slice.filters.length === 0) return;
  for (const { dimension, value, near } of await unknownValues(catalog, slice.filters, run)) {
    const hint = near.length > 0 ? `; did you mean ${near.map((one) => `"${cell(one)}"`).join(", ")}?` : "";
    streams.log.write(`no ${dimension} is "${cell(value)}"${hint}\n`);
  }
  const lines = { ...emptySlice, measures: ["order_lines"], filters: slice.filters, period: slice.period };
  const [whole] = (await answerSlice(catalog, lines, run)).rows;
  if (Number(whole?.values[0] ?? 0) > 0) return;
  const lifts = await liftsOf(catalog, slice, run);
  const hints = lifts.map(
    ({ filter, orderLines }) => `${counted(orderLines)} without the filter on ${filter.dimension}`,
  );
  streams.log.write(`no order lines are left under these filters${hints.length > 0 ? `: ${hints.join(", ")}` : ""}\n`);
}
