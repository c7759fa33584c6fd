import { measureOf } from "../domain/catalog.ts";
import type { CohortQuery } from "../domain/cohort.ts";
import { exitCode } from "../errors.ts";
import { gridSheet } from "../export/sheet.ts";
import { cohortGrid, gridStatements } from "../query/cohort-grid.ts";
import type { Arguments, Command } from "./command.ts";
import { printSheet, printSql } from "./print-answer.ts";
import { openSession, type Session } from "./session.ts";
import { answerOptions, choice, filterOptions, readFilters, sourceOptions } from "./shared-options.ts";

export const cohortsCommand: Command = {
  name: "cohorts",
  summary: "the cohort grid: one row per cohort and period",
  options: [
    {
      name: "measure",
      value: "MEASURE",
      description: 'what is shown (default: net_revenue_per_customer); "grounds catalog" lists them',
    },
    { name: "axis", value: "AXIS", description: "tenure (default) or calendar" },
    { name: "grain", value: "GRAIN", description: "week, month (default) or quarter" },
    {
      name: "tenure",
      value: "KIND",
      description: "rolling (default: 30 days from each customer's own acquisition) or calendar",
    },
    { name: "values", value: "VALUES", description: "count (default), percent or cumulative" },
    { name: "compare", value: "COHORT", description: "year, or a cohort that each row is compared with at equal age" },
    { name: "split", value: "DIMENSION", description: "a dimension whose values are the rows in place of cohorts" },
    ...filterOptions,
    ...sourceOptions,
    ...answerOptions,
  ],
  async run(args, streams) {
    const session = await openSession(args, streams);
    try {
      const query = readQuery(args, session);
      if (args.has("sql")) {
        await printSql(await gridStatements(session.catalog, query, session.span), args, streams);
        return exitCode.done;
      }
      const grid = await cohortGrid(session.catalog, query, session.span, session.run, streams.signal);
      await printSheet(gridSheet(grid, measureOf(session.catalog, query.measure)), args, streams);
      return exitCode.done;
    } finally {
      await session.close();
    }
  },
};

function readQuery(args: Arguments, { catalog }: Session): CohortQuery {
  return {
    measure: args.get("measure") ?? "net_revenue_per_customer",
    axis: choice(args, "axis", ["tenure", "calendar"], "tenure"),
    grain: choice(args, "grain", ["week", "month", "quarter"], "month"),
    tenure: choice(args, "tenure", ["rolling", "calendar"], "rolling"),
    values: choice(args, "values", ["count", "percent", "cumulative"], "count"),
    compare: args.get("compare"),
    split: args.get("split"),
    filters: readFilters(catalog, args),
  };
}
