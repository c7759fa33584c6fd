import { parseAnyPeriod } from "../domain/fiscal-year.ts";
import { printStart } from "../domain/period.ts";
import { commandLineErrors } from "../errors/command-line.ts";
import { exitCode } from "../errors.ts";
import type { Sheet } from "../export/sheet.ts";
import { type SwitchingQuestion, switching, switchingDimensions } from "../query/switching.ts";
import type { Arguments } from "./command.ts";
import { onSession } from "./on-session.ts";
import { printSheet, printSql } from "./print-answer.ts";
import type { Session } from "./session.ts";
import { answerOptions, choice, sourceOptions } from "./shared-options.ts";

export const switchingCommand = onSession({
  name: "switching",
  group: "analyse",
  summary: "what the same customers changed from and to: product, bag size, price point, plan",
  options: [
    {
      name: "of",
      value: "DIMENSION",
      description: `${switchingDimensions.join(", ")} (default: bag_size)`,
    },
    {
      name: "changes",
      value: "KIND",
      description: "of plans (default, where the data has them) or of orders: from each order to the customer's next",
    },
    { name: "by", value: "MONTH", description: "transaction_month: one row per month" },
    { name: "from", value: "D", description: "first day of the changes (default: all)" },
    { name: "to", value: "D", description: "last day of the changes" },
    ...sourceOptions,
    ...answerOptions,
  ],
  async answer(args, session, streams) {
    const question = readQuestion(args, session);
    const statement = switching(question);
    if (args.has("sql")) {
      await printSql([statement], args, streams);
      return exitCode.done;
    }
    const rows = await session.run(statement, streams.signal);
    await printSheet(sheetOf(rows, question, session.dataSet.currency), args, streams);
    return exitCode.done;
  },
});

function readQuestion(args: Arguments, { dataSet }: Session): SwitchingQuestion {
  const hasPlans = dataSet.capabilities.some(({ name, available }) => name === "subscriptions" && available);
  const of = choice(args, "of", switchingDimensions, "bag_size");
  const kind = choice(args, "changes", ["plans", "orders"], hasPlans ? "plans" : "orders");
  const isByMonth = args.has("by") && choice(args, "by", ["transaction_month"], "transaction_month") !== undefined;
  const day = (option: "from" | "to") => {
    const text = args.get(option);
    return text === undefined ? undefined : parseAnyPeriod(text, dataSet.fiscal)[option];
  };
  const [from, to] = [day("from") ?? dataSet.from, day("to") ?? dataSet.to];
  if (to < from) throw commandLineErrors.noDayBetween({ from, to, next: `Write --from ${to} --to ${from}.` });
  const period = args.has("from") || args.has("to") ? { period: { from, to } } : {};
  return { of, from: kind, isByMonth, ...period };
}

function sheetOf(rows: Awaited<ReturnType<Session["run"]>>, { isByMonth }: SwitchingQuestion, currency: string): Sheet {
  return {
    currency,
    columns: [
      ...(isByMonth ? [{ name: "transaction_month", unit: "text" as const }] : []),
      { name: "from", unit: "text" },
      { name: "to", unit: "text" },
      { name: "events", unit: "count" },
      { name: "customers", unit: "customers" },
      { name: "share", unit: "ratio" },
      { name: "price_effect_per_customer", unit: "money" },
    ],
    rows: rows.map((row) => {
      const [from = null, to = null, events, customers, share, effect = null] = isByMonth ? row.slice(1) : row;
      const month = isByMonth ? [printStart("month", String(row[0]).slice(0, 10))] : [];
      const number = effect === null ? null : Number(effect);
      return [...month, from, to, Number(events), Number(customers), Number(share), number];
    }),
  };
}
