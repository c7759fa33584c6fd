import { exitCode } from "../errors.ts";
import { bookOf } from "./answer-book.ts";
import { onSession } from "./on-session.ts";
import { answerPayback, paybackSheet } from "./payback-answer.ts";
import { printSheet, printSql } from "./print-answer.ts";
import { answerOptions, filterOptions, readFilters, sourceOptions } from "./shared-options.ts";

export const paybackCommand = onSession({
  name: "payback",
  group: "analyse",
  summary: "acquisition costs beside what their customers brought: CAC, LTV/CAC, the month that pays back",
  positional: { name: "FILE", isRequired: false },
  options: [...filterOptions, ...sourceOptions, ...answerOptions],
  async answer(args, session, streams) {
    const filters = readFilters(session.catalog, args);
    const answer = await answerPayback(session, { file: args.positionals[0], filters }, streams.signal);
    if (args.has("sql")) {
      await printSql(answer.sql, args, streams);
      return exitCode.done;
    }
    for (const note of answer.notes) streams.log.write(`${note}\n`);
    const { dataSet } = session;
    await printSheet(paybackSheet(answer, dataSet.currency), args, streams, bookOf("Payback", answer.sql, dataSet));
    return exitCode.done;
  },
});
