import { exitCode } from "../errors.ts";
import { reportFormat } from "../export/report/report-format.ts";
import { bookOf } from "./answer-book.ts";
import { onSession } from "./on-session.ts";
import { answerPlan, planSheet } from "./plan-answer.ts";
import { printSheet, printSql } from "./print-answer.ts";
import { answerOptions, sourceOptions } from "./shared-options.ts";

export const planCommand = onSession({
  name: "plan",
  group: "analyse",
  summary: "a plan beside actuals: variances, split into orders and value per order",
  positional: { name: "FILE", isRequired: false },
  options: [
    {
      name: "report",
      value: "FILE",
      repeatable: true,
      description: "write a report with the bridge from plan to actual (.html, .md, .xlsx)",
    },
    { name: "bridge", description: "print the bridge from planned to actual net revenue instead of the lines" },
    ...sourceOptions,
    ...answerOptions,
  ],
  check(args) {
    for (const file of args.all("report")) reportFormat(file);
  },
  async answer(args, session, streams) {
    const answer = await answerPlan(session, args.positionals[0], streams.signal);
    if (args.has("sql")) {
      await printSql(answer.sql, args, streams);
      return exitCode.done;
    }
    for (const note of answer.notes) streams.log.write(`${note}\n`);
    if (args.has("report")) {
      const { writePlanReports } = await import("./plan-report.ts");
      await writePlanReports(answer, session, args, streams);
    }
    const { dataSet } = session;
    if (args.has("bridge")) {
      const { planBridgeSheet } = await import("./plan-bridge-sheet.ts");
      const { sheet, sentence } = planBridgeSheet(answer.variances, dataSet.currency);
      streams.log.write(`${sentence}\n`);
      await printSheet(sheet, args, streams, bookOf("Bridge", answer.sql, dataSet));
      return exitCode.done;
    }
    await printSheet(planSheet(answer, session), args, streams, bookOf("Plan", answer.sql, dataSet));
    return exitCode.done;
  },
});
