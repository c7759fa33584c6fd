import { isSegment } from "../domain/saved-segment.ts";
import { emptySlice, type Slice } from "../domain/slice.ts";
import { commandLineErrors } from "../errors/command-line.ts";
import { exitCode } from "../errors.ts";
import type { Sheet } from "../export/sheet.ts";
import { answerSlice } from "../query/answer-slice.ts";
import { bookOf } from "./answer-book.ts";
import { onSession } from "./on-session.ts";
import { printSheet } from "./print-answer.ts";
import { periodOptions, readPeriod } from "./read-slice.ts";
import type { Session } from "./session.ts";
import { answerOptions, filterOptions, readFilters, sourceOptions, wholeNumber } from "./shared-options.ts";
import { tellAboutFilters } from "./tell-filters.ts";
import { withSegmentsAsSaved } from "./with-segments.ts";

export const segmentsCommand = onSession({
  name: "segments",
  group: "analyse",
  summary: "saved segments of customers, which are dimensions everywhere; --save adds one",
  options: [
    { name: "save", value: "NAME", description: "save the customers of these filters and days as a segment" },
    { name: "orders", value: "N", description: "with --save: customers with at least N orders there" },
    ...filterOptions,
    ...periodOptions,
    ...sourceOptions,
    ...answerOptions.filter(({ name }) => name !== "sql"),
  ],
  async answer(args, session, streams) {
    const save = args.get("save");
    if (save === undefined && ["where", "entry", "from", "to", "orders"].some((name) => args.has(name)))
      throw commandLineErrors.rulesWithoutSave();
    const filters = readFilters(session.catalog, args);
    const period = readPeriod(args, session.dataSet);
    const orders = wholeNumber(args, "orders", 1);
    const rule = { filters, ...(period ? { period } : {}), ...(orders === undefined ? {} : { orders }) };
    const shown = save === undefined ? session : await saved(session, save, rule, args.has("overwrite"));
    if (save !== undefined)
      await tellAboutFilters(session, { ...emptySlice, filters, ...(period ? { period } : {}) }, streams);
    const { sheet, sql } = await listed(shown, streams.signal);
    await printSheet(sheet, args, streams, bookOf("Segments", sql, session.dataSet));
    return exitCode.done;
  },
});

/** The session with the segment that was saved beside its source. */
async function saved(
  session: Session,
  name: string,
  rule: Pick<Slice, "filters" | "period"> & { readonly orders?: number },
  isOverwriting: boolean,
): Promise<Session> {
  const { saveSegment } = await import("./save-segment.ts");
  await saveSegment(session, { name, ...rule }, isOverwriting);
  return withSegmentsAsSaved(session);
}

/** Each segment with the number of its customers. */
async function listed({ catalog, run }: Session, signal?: AbortSignal) {
  const segments = catalog.dimensions.filter(isSegment);
  const rows: (readonly (string | number)[])[] = [];
  const sql = [];
  for (const { name, label, description } of segments) {
    const filters = [{ dimension: name, op: "in" as const, values: ["yes"] }];
    const result = await answerSlice(catalog, { ...emptySlice, measures: ["customers"], filters }, run, signal);
    sql.push(...result.sql);
    rows.push([name, label, description, Number(result.rows[0]?.values[0] ?? 0)]);
  }
  const texts = ["name", "label", "description"].map((name) => ({ name, unit: "text" as const }));
  const sheet: Sheet = { columns: [...texts, { name: "customers", unit: "customers" }], rows };
  return { sheet, sql };
}
