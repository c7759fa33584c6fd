import { subscriptionRetention } from "../analysis/projection/subscription-retention.ts";
import { formatNumber } from "../domain/format.ts";
import { questionErrors } from "../errors/question.ts";
import { exitCode } from "../errors.ts";
import type { Sheet } from "../export/sheet.ts";
import { compileSpans, subscriptionSpans } from "../query/subscription-spans.ts";
import { bookOf } from "./answer-book.ts";
import type { Streams } from "./command.ts";
import { onSession } from "./on-session.ts";
import { printSheet, printSql } from "./print-answer.ts";
import { answerOptions, filterOptions, readFilters, sourceOptions, wholeNumber } from "./shared-options.ts";

type Retention = ReturnType<typeof subscriptionRetention>;

export const subscriptionsCommand = onSession({
  name: "subscriptions",
  group: "analyse",
  summary: "the share of subscriptions that last each number of months, observed and projected",
  options: [
    { name: "months", value: "N", description: "up to this month (default: 24)" },
    ...filterOptions,
    ...sourceOptions,
    ...answerOptions,
  ],
  async answer(args, session, streams) {
    const { catalog, dataSet, run } = session;
    const asked = { filters: readFilters(catalog, args), end: dataSet.end };
    const statement = compileSpans(catalog, asked);
    if (args.has("sql")) {
      await printSql([statement], args, streams);
      return exitCode.done;
    }
    const spans = await subscriptionSpans(catalog, asked, run, streams.signal);
    if (spans.length === 0) throw questionErrors.noSubscriptions();
    const found = subscriptionRetention(spans, wholeNumber(args, "months", 1) ?? 24);
    tell(found, streams);
    await printSheet(sheetOf(found), args, streams, bookOf("Subscriptions", [statement], dataSet));
    return exitCode.done;
  },
});

function tell({ model, backTest }: Retention, { log }: Streams): void {
  if (model === undefined) return void log.write("too few subscriptions ended to project\n");
  log.write(`projected by shifted-beta-geometric, alpha ${model.alpha.toFixed(3)}, beta ${model.beta.toFixed(3)}\n`);
  if (backTest === undefined) return;
  const off = formatNumber(backTest.off, "points");
  log.write(
    `fitted to the first ${backTest.from} months alone, it is off by at most ${off} up to month ${backTest.to}\n`,
  );
}

function sheetOf({ months }: Retention): Sheet {
  return {
    columns: [
      { name: "month", unit: "count" },
      { name: "subscriptions", unit: "count" },
      { name: "ended", unit: "count" },
      { name: "kept", unit: "ratio" },
      { name: "projected", unit: "ratio" },
    ],
    rows: months.map(({ month, subscriptions, left, kept, projected }) => [
      ...[month, subscriptions, left],
      ...[kept ?? null, projected ?? null],
    ]),
  };
}
