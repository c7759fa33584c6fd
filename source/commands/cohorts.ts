import { looksLikeBrackets, parseBrackets } from "../domain/bracket.ts";
import { eventsOfKey, printEvent } from "../domain/business-event.ts";
import { type Catalog, type Measure, measureOf, retentionOf } from "../domain/catalog.ts";
import { type CohortGrid, type CohortQuery, meaningOfRows, planComparison } from "../domain/cohort.ts";
import type { DataSet } from "../domain/data-set.ts";
import { commandLineErrors } from "../errors/command-line.ts";
import { exitCode } from "../errors.ts";
import { gridTable } from "../export/grid-table.ts";
import { gridSheet } from "../export/sheet.ts";
import { gridStatements } from "../query/cohort-grid.ts";
import { gridBook } from "./answer-book.ts";
import type { Arguments, Streams } from "./command.ts";
import { failIf, failIfOption, readConditions } from "./fail-if.ts";
import { gridOf } from "./grid-of.ts";
import { onSession } from "./on-session.ts";
import { formatWanted, printSheet, printSql } from "./print-answer.ts";
import type { Session } from "./session.ts";
import {
  answerOptions,
  choice,
  filterOptions,
  givenState,
  readFilters,
  sourceOptions,
  stateOption,
  wholeNumber,
} from "./shared-options.ts";
import { watchedGrid } from "./watched.ts";

export const cohortsCommand = onSession({
  name: "cohorts",
  group: "analyse",
  summary: "the cohort grid: one row per cohort and period",
  options: [
    {
      name: "measure",
      value: "MEASURE",
      description: 'the measure (default: net_revenue_per_customer); "grounds catalog" lists them',
    },
    { name: "axis", value: "AXIS", description: "tenure (default) or calendar" },
    { name: "grain", value: "GRAIN", description: "of rows and columns: week, month (default) or quarter" },
    { name: "rows", value: "GRAIN", description: "of the rows alone: quarterly cohorts by month of lifetime" },
    {
      name: "steps",
      value: "GRAIN",
      description: "of the columns alone (with --rows: default month), or days of lifetime: 0-7,8-30,31-90",
    },
    {
      name: "tenure",
      value: "KIND",
      description: "rolling (default: 30 days from each customer's own acquisition) or calendar",
    },
    { name: "values", value: "VALUES", description: "count (default), percent or cumulative" },
    {
      name: "compare",
      value: "COHORT",
      description:
        "year, prior (the period before), plan (plan.csv beside the source), or a cohort, compared at equal age",
    },
    { name: "split", value: "DIMENSION", description: "a dimension whose values are the rows in place of cohorts" },
    {
      name: "project",
      value: "STEPS",
      description: "project each cohort's next steps from older cohorts, with 95 % intervals",
    },
    {
      name: "retained-orders",
      value: "N",
      description: "count a customer as retained in a cell from N orders there (default: 1)",
    },
    failIfOption,
    stateOption,
    ...filterOptions,
    ...sourceOptions,
    ...answerOptions,
  ],
  place: async (args, session) => ({ screen: "cohorts", cohorts: await readQuery(args, session) }),
  async answer(args, session, streams) {
    const query = await readQuery(args, session);
    const conditions = readConditions(args);
    if (args.has("sql")) {
      await printSql(await gridStatements(session.catalog, query, session.span), args, streams);
      return exitCode.done;
    }
    const grid = await gridOf(session, query, session.run, streams.signal);
    if (query.compare === planComparison && [...grid.rows, grid.total].every(({ against }) => against === undefined))
      streams.log.write(`plan.csv has no line of ${query.measure} for these cells: "grounds plan" prints its lines\n`);
    await printGrid(grid, measureOf(session.catalog, query.measure), session.dataSet, args, streams);
    return failIf(conditions, watchedGrid(grid), streams);
  },
});

/** A table is wide, up to the terminal's width; every other format is long. */
async function printGrid(
  grid: CohortGrid,
  measure: Measure,
  dataSet: DataSet,
  args: Arguments,
  streams: Streams,
): Promise<void> {
  const format = formatWanted(args, streams);
  const { currency } = dataSet;
  if (grid.query.split !== undefined && meaningOfRows(grid.query, measure) === "average")
    streams.log.write(`each row is the average of its ${grid.query.grain}ly cohorts\n`);
  if (format !== "table" && format !== "markdown")
    return printSheet(gridSheet(grid, measure, currency), args, streams, gridBook(grid, measure, dataSet));
  const width = streams.out.isTTY && args.get("out") === undefined ? streams.out.columns : undefined;
  const { sheet, left } = gridTable(grid, measure, currency, width);
  await printSheet(sheet, args, streams);
  const cells = grid.rows.flatMap((row) => row.cells);
  if (cells.some((cell) => cell?.complete === false)) streams.log.write("* not complete, in no average\n");
  if (grid.query.project !== undefined)
    streams.log.write("≈ projected, in no average; --format csv has the intervals\n");
  if (sheet.rows.flat().some((text) => String(text).endsWith("~")))
    streams.log.write("~ lower than the column before it because it holds other cohorts\n");
  for (const { key } of grid.rows)
    for (const event of eventsOfKey(dataSet.events, key, grid.query.filters))
      streams.log.write(`${key}: ${printEvent(event)}\n`);
  if (left > 0) streams.log.write(`${left} more periods do not fit here; --format csv has them all\n`);
}

const grains = ["week", "month", "quarter"] as const;

/** The length of rows and columns, together or separately. */
function readGrains(
  args: Arguments,
  saved: Partial<CohortQuery>,
  axis: CohortQuery["axis"],
): Pick<CohortQuery, "grain" | "steps" | "brackets"> {
  const isApart = args.has("rows") || args.has("steps");
  const brackets = readBrackets(args, saved, axis);
  if (brackets !== undefined) {
    if (args.has("grain") && !args.has("rows")) return { grain: choice(args, "grain", grains, "month"), brackets };
    return { grain: choice(args, "rows", grains, saved.grain ?? "month"), brackets };
  }
  if (!isApart && args.has("grain")) return { grain: choice(args, "grain", grains, "month") };
  if (isApart && args.has("grain")) throw commandLineErrors.grainTwice();
  const grain = choice(args, "rows", grains, saved.grain ?? "month");
  if (axis === "calendar") {
    if (args.has("steps")) throw commandLineErrors.stepsOfTenure();
    return { grain };
  }
  const steps = choice(args, "steps", grains, saved.steps ?? (isApart ? "month" : grain));
  return steps === grain ? { grain } : { grain, steps };
}

/** The days of lifetime that --steps names instead of a grain, or those of a saved grid. */
function readBrackets(
  args: Arguments,
  saved: Partial<CohortQuery>,
  axis: CohortQuery["axis"],
): CohortQuery["brackets"] {
  const given = args.get("steps");
  const hasOthers = given !== undefined || args.has("grain");
  const brackets =
    given !== undefined && looksLikeBrackets(given) ? parseBrackets(given) : hasOthers ? undefined : saved.brackets;
  if (brackets === undefined) return undefined;
  const isRolling = choice(args, "tenure", ["rolling", "calendar"], saved.tenure ?? "rolling") === "rolling";
  if (axis === "calendar" || !isRolling) throw commandLineErrors.bracketsRoll();
  return brackets;
}

/** Net revenue per customer, or retention if the options say who counts as retained. */
function usualMeasure(args: Arguments, catalog: Catalog): string {
  const retention = args.has("retained-orders") ? retentionOf(catalog)?.name : undefined;
  return retention ?? "net_revenue_per_customer";
}

/** One order is what counts without the option. */
function retainedOrders(args: Arguments, saved: Partial<CohortQuery>): Pick<CohortQuery, "retainedOrders"> {
  const orders = wholeNumber(args, "retained-orders", 1) ?? saved.retainedOrders ?? 1;
  return orders === 1 ? {} : { retainedOrders: orders };
}

/** What the options ask for, on top of the grid of a saved state if one is given. */
async function readQuery(args: Arguments, { catalog }: Session): Promise<CohortQuery> {
  const saved: Partial<CohortQuery> = (await givenState(args))?.cohorts ?? {};
  const filters = readFilters(catalog, args);
  const named = new Set(filters.map((filter) => filter.dimension));
  const axis = choice(args, "axis", ["tenure", "calendar"], saved.axis ?? "tenure");
  return {
    measure: args.get("measure") ?? saved.measure ?? usualMeasure(args, catalog),
    ...retainedOrders(args, saved),
    axis,
    ...readGrains(args, saved, axis),
    tenure: choice(args, "tenure", ["rolling", "calendar"], saved.tenure ?? "rolling"),
    values: choice(args, "values", ["count", "percent", "cumulative"], saved.values ?? "count"),
    compare: args.get("compare") ?? saved.compare,
    split: args.get("split") ?? saved.split,
    project: wholeNumber(args, "project", 1) ?? saved.project,
    filters: [...(saved.filters ?? []).filter((filter) => !named.has(filter.dimension)), ...filters],
  };
}
