import type { DataSet } from "../domain/data-set.ts";
import { missingDays, type SliceResult } from "../domain/slice-result.ts";
import { exitCode } from "../errors.ts";
import { sliceSheet } from "../export/sheet.ts";
import { statementsOf } from "../query/answer-slice.ts";
import { sliceBook } from "./answer-book.ts";
import { failIf, failIfOption, readConditions } from "./fail-if.ts";
import { onSession } from "./on-session.ts";
import { printSheet, printSql } from "./print-answer.ts";
import { readSlice, sliceOptions } from "./read-slice.ts";
import { answerOptions, filterOptions, sourceOptions } from "./shared-options.ts";
import { sliceOf } from "./slice-of.ts";
import { tellAboutFilters } from "./tell-filters.ts";
import { watchedSlice } from "./watched.ts";

export const sliceCommand = onSession({
  name: "slice",
  group: "analyse",
  summary: "any measures by any dimensions, compared with another period",
  options: [...sliceOptions, failIfOption, ...filterOptions, ...sourceOptions, ...answerOptions],
  place: async (args, { catalog, dataSet }) => ({
    screen: "slices",
    view: "table",
    slice: await readSlice(catalog, args, dataSet),
  }),
  async answer(args, session, streams) {
    const asked = await readSlice(session.catalog, args, session.dataSet);
    const conditions = readConditions(args);
    if (args.has("sql")) {
      await printSql(statementsOf(session.catalog, asked), args, streams);
      return exitCode.done;
    }
    const slice = await tellAboutFilters(session, asked, streams);
    const result = await sliceOf(session, slice, session.run, streams.signal);
    if (slice.against === "plan" && result.comparedWith === undefined)
      streams.log.write(`plan.csv has no line for these rows: "grounds plan" prints its lines\n`);
    if (result.comparedWith) streams.log.write(`compared with ${comparedText(result, session.dataSet)}\n`);
    const { dataSet } = session;
    await printSheet(sliceSheet(result, dataSet.currency), args, streams, sliceBook(result, dataSet));
    return failIf(conditions, watchedSlice(result), streams);
  },
});

function comparedText(result: SliceResult, dataSet: DataSet): string {
  const missing = missingDays(result, dataSet);
  return `${result.comparedWith}${missing === undefined ? "" : `, of which something is missing: ${missing}`}`;
}
