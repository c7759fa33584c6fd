import {
  answerSwitching,
  type Switching,
  type SwitchingAsked,
  switchable,
  usualChanges,
} from "../analysis/switching.ts";
import { switchingSentence } from "../analysis/switching-verdict.ts";
import type { DataSet } from "../domain/data-set.ts";
import { printPeriod } from "../domain/period.ts";
import { exitCode } from "../errors.ts";
import { switchingSheet } from "../export/switching-sheet.ts";
import { bookOf } from "./answer-book.ts";
import type { Arguments } from "./command.ts";
import { onSession } from "./on-session.ts";
import { printSheet, printSql } from "./print-answer.ts";
import { readPeriod } from "./read-slice.ts";
import type { Session } from "./session.ts";
import { answerOptions, choice, filterOptions, readFilters, sourceOptions } from "./shared-options.ts";

export const switchingCommand = onSession({
  name: "switching",
  group: "analyse",
  summary: "what the same customers changed from and to: product, size, price point, plan",
  options: [
    {
      name: "of",
      value: "DIMENSION",
      description:
        "product, bag_size (default), price_point, method, caffeination, roast, flavor, grind, prepaid_orders; of orders also a dimension of your own",
    },
    {
      name: "changes",
      value: "KIND",
      description: "of plans (default, where the data has them) or of orders: from each order to the customer's next",
    },
    { name: "by", value: "MONTH", description: "transaction_month: one row per month" },
    { name: "from", value: "D", description: "first day of the changes (default: all)" },
    { name: "to", value: "D", description: "last day of the changes" },
    ...filterOptions,
    ...sourceOptions,
    ...answerOptions,
  ],
  async answer(args, session, streams) {
    const { dataSet, run } = session;
    const isByMonth = args.has("by") && choice(args, "by", ["transaction_month"], "transaction_month") !== undefined;
    const asked = readAsked(args, session);
    const found = await answerSwitching(asked, session, run, streams.signal);
    if (args.has("sql")) {
      await printSql(found.sql, args, streams);
      return exitCode.done;
    }
    tell(found, asked, dataSet, (text) => streams.log.write(`${text}\n`));
    await printSheet(
      switchingSheet(found, isByMonth, dataSet.currency),
      args,
      streams,
      bookOf("Switching", found.sql, dataSet),
    );
    return exitCode.done;
  },
});

function tell(found: Switching, { period }: SwitchingAsked, dataSet: DataSet, write: (text: string) => void): void {
  const [side] = found.sides;
  if (side !== undefined) write(switchingSentence(found, side, period && printPeriod(period), dataSet));
}

function readAsked(args: Arguments, { catalog, dataSet }: Session): SwitchingAsked {
  const usual = usualChanges(dataSet.capabilities);
  const from = choice(args, "changes", ["plans", "orders"], usual);
  const known = switchable(catalog, from);
  const of = choice(args, "of", known, known[0] ?? "product");
  const period = readPeriod(args, dataSet);
  return { of, from, filters: readFilters(catalog, args), ...(period === undefined ? {} : { period }) };
}
