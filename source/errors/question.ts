import { failure, section, usage } from "./entry.ts";

const periodForms =
  'A period is a year "2024", a quarter "2024-Q1", a month "2024-03", a day "2024-03-31" or "2024-01-01..2024-03-31".';

/** Slices, grids and investigations that are not possible. */
export const questionErrors = section("question", {
  noSql: usage(() => ({
    what: "There is no SQL to run",
    why: "The text is empty.",
    next: "Write a query, for example: select * from silver.dim_customer_acquisition limit 10",
  })),
  sqlFailed: usage(({ said }: { said: string }) => ({
    what: "The SQL cannot be run",
    why: said,
    next: "Write one query that reads; tables are in the schemas bronze, silver, gold and meta.",
  })),
  noToolInput: usage(({ tool, said }: { tool: string; said: string }) => ({
    what: `The input is not one of the tool ${tool}`,
    why: said,
    next: `Write it as the schema of ${tool} says.`,
  })),
  noPersonalSql: usage(() => ({
    what: "SQL of an agent's own is not allowed here",
    why: "The warehouse holds personal columns, and SQL can read them.",
    next: "Start the server with --allow-sql --allow-personal.",
  })),
  backwardPeriod: usage(({ text, from, to }: { text: string; from: string; to: string }) => ({
    what: `The period "${text}" ends before it begins`,
    why: `${to} is before ${from}.`,
    next: periodForms,
  })),
  noPeriod: usage(({ text }: { text: string }) => ({
    what: `"${text}" is not a period`,
    why: "It could not be read as days of the calendar.",
    next: periodForms,
  })),
  noFiscalYear: usage(({ text }: { text: string }) => ({
    what: `"${text}" needs to know when the business's years begin`,
    why: "This source's mapping does not say, so its years are the calendar's.",
    next: `Write "fiscal_year_starts: february", or another month, at the top of grounds.yml, or name the days. ${periodForms}`,
  })),
  outOfCalendar: usage(() => ({
    what: "That is past the year 9999",
    why: "The calendar goes from 0001-01-01 to 9999-12-31.",
    next: "Choose earlier days.",
  })),
  notInCatalog: usage(({ kind, name, next }: { kind: string; name: string; next: string }) => ({
    what: `There is no ${kind} "${name}"`,
    why: `The ${kind}s of this data are named in its catalog.`,
    next,
  })),
  noRetention: usage(({ measure, others }: { measure: string; others: readonly string[] }) => ({
    what: `A minimum number of orders does not apply to ${measure}`,
    why: "It decides which customers count as active in a cell of the grid.",
    next: others.length === 0 ? "This data has no such measure." : `Choose the measure ${others.join(" or ")}.`,
  })),
  noState: usage(() => ({
    what: "This is not a saved state",
    why: "A link is one word that begins with g1.; L copies it in the screens.",
    next: "Copy it again, whole, or leave out --state.",
  })),
  finerThanDimension: usage(
    (given: { text: string; type: string; dimension: string; day: string; begins: string; printed: string }) => ({
      what: `"${given.text}" is no ${given.type} of ${given.dimension}`,
      why: `The ${given.type} that holds ${given.day} begins on ${given.begins}.`,
      next: `Write ${given.printed}, or filter a finer dimension.`,
    }),
  ),
  filterWithoutValue: usage(({ dimension }: { dimension: string }) => ({
    what: `The filter on ${dimension} names no value`,
    why: "A filter keeps or leaves out the values that it names.",
    next: `Write for example --where "${dimension}=VALUE".`,
  })),
  noWholeNumber: usage(({ dimension, value }: { dimension: string; value: string }) => ({
    what: `"${value}" is not a value of ${dimension}`,
    why: `${dimension} has whole numbers as its values.`,
    next: `Write for example --where "${dimension}=0".`,
  })),
  nothingToCompare: usage(() => ({
    what: "There is no period to compare",
    why: "A comparison moves the period of the slice, and this slice covers all of the data.",
    next: 'Give one, for example --from 2025-01-01 --to 2025-03-31, or --where "acquisition_quarter=2025-Q1".',
  })),
  noCustomer: usage(({ customer }: { customer: string }) => ({
    what: `No customer is called "${customer}"`,
    why: "This id is not in the data.",
    next: 'Find ids with "grounds rows", or with C on a cell in the screens.',
  })),
  noColumn: usage(({ name, near, names }: { name: string; near: readonly string[]; names: readonly string[] }) => ({
    what: `There is no column "${name}" to sort by`,
    why: "Rows are sorted by one of the columns that they show.",
    next: `Write ${(near.length > 0 ? near : names).join(", ")}; -${near[0] ?? names[0] ?? "COLUMN"} sorts from the highest down.`,
  })),
  projectsByAge: usage(() => ({
    what: "Only cohorts by age can be projected",
    why: "A projection continues each cohort's lifetime as older cohorts went on; this grid has other rows or columns.",
    next: "Use --axis tenure, without --split and without days as --steps.",
  })),
  notProjected: usage(({ measure }: { measure: string }) => ({
    what: `${measure} cannot be projected as it is shown`,
    why: "A projection needs amounts that add up, or counts of customers, and not their percent of the first period.",
    next: "Choose for example --measure cumulative_net_per_customer, or --measure retention, without --values percent.",
  })),
  projectsTooFar: usage(({ steps, most }: { steps: number; most: number }) => ({
    what: `${steps} steps are too many to project`,
    why: `The oldest cohort has lived through ${most + 1} whole steps, and nothing is known beyond them.`,
    next: `Project at most ${most}: --project ${most}.`,
  })),
  tooYoungToProject: usage(() => ({
    what: "These cohorts are too young to project",
    why: "A projection needs two cohorts that have lived through two whole steps.",
    next: "Use shorter steps (--steps week), fewer filters, or wait for more data.",
  })),
  noCohort: usage(
    ({ wanted, first, last, near }: { wanted: string; first: string; last: string; near: readonly string[] }) => ({
      what: `There is no cohort "${wanted}" to compare with`,
      why: `The cohorts of this grid go from ${first} to ${last}.`,
      next: `Write "year"${near.length > 0 ? ` or ${near.join(", ")}` : " or one of them"}.`,
    }),
  ),
  notOfCohort: usage(({ dimension, others }: { dimension: string; others: readonly string[] }) => ({
    what: `An investigation cannot be filtered by ${dimension}`,
    why: "It compares cohorts over the days of their customers' lifetimes, not over calendar days.",
    next: `Filter by one of ${others.join(", ")}, or ask about calendar days: --of period.`,
  })),
  notOfCustomers: usage(
    ({ what, dimension, others }: { what: string; dimension: string; others: readonly string[] }) => ({
      what: `${what} cannot be filtered by ${dimension}`,
      why: "It follows customers over time, so it can be filtered only by attributes of customers.",
      next: `Filter by one of ${others.join(", ")}.`,
    }),
  ),
  noSubscriptions: usage(() => ({
    what: "There are no subscriptions",
    why: "The data has no changes of subscriptions, or the filters leave none.",
    next: "Use fewer filters, or bring a table subscription_state_changes.",
  })),
  notByDiscount: usage(({ measure }: { measure: string }) => ({
    what: `${measure} cannot be broken down by discount_name`,
    why: "An order line may have several discounts, and amounts of the whole line would count once for each of them.",
    next: "Ask for discounts or the discount of a program, or break it down by discount_program, which has one value for each line.",
  })),
  noTotalsTree: usage(({ measure, known }: { measure: string; known: readonly string[] }) => ({
    what: `A total of "${measure}" cannot be taken apart`,
    why: "Only measures that are a product of customers, orders, units and prices have a driver tree.",
    next: `The nearest question: --metric ${known.join(", ")}; or compare cohorts: --of cohorts.`,
  })),
  noOrderLines: failure(({ of, near }: { of: readonly string[]; near: readonly string[] }) => ({
    what: `There are no order lines in ${of.join(" or ")}`,
    why: "Nothing was ordered there under the current filters.",
    next:
      near.length > 0
        ? `Did you mean ${near.join(", ")}?`
        : "Choose another period or group (--base and --compare, --base-where and --compare-where) or fewer filters.",
  })),
  sharedValues: failure((given: { groups: readonly string[]; common: string }) => ({
    what: `Both groups have ${given.common}`,
    why: `They are ${given.groups.join(" and ")}, so the orders of its customers would count on both sides.`,
    next: "Name each value in one group only: --base-where, --compare-where.",
  })),
  sharedCustomers: failure((given: { groups: readonly string[]; customers: number; nearest: string | undefined }) => ({
    what: `The two groups share ${given.customers} ${given.customers === 1 ? "customer" : "customers"}`,
    why: `They are in ${given.groups.join(" and in ")}, so their orders would count on both sides.`,
    next:
      given.nearest === undefined
        ? 'Filter by something that each customer has one value of. The nearest question: --base-where "marketing_channel=…" --compare-where "marketing_channel=…".'
        : `The nearest question, of each customer's first order: ${given.nearest}.`,
  })),
  groupsNeeded: usage(() => ({
    what: "Two groups are needed",
    why: "--of groups compares the customers of --base-where with those of --compare-where in the same days.",
    next: 'Write for example --base-where "marketing_channel=organic" --compare-where "marketing_channel=paid_social".',
  })),
  notOfThisQuestion: usage(({ option, of }: { option: string; of: string }) => ({
    what: `--${option} does not go with --of ${of}`,
    why: of === "cohorts" ? "It belongs to a question about totals." : "It belongs to a question about cohorts.",
    next: 'See "grounds investigate --help".',
  })),
  noMetric: usage(({ name }: { name: string }) => ({
    what: `"${name}" cannot be investigated`,
    why: "Its change is not a product of the known drivers.",
    next: "Use net_revenue_per_customer, list_revenue_per_customer or orders_per_customer.",
  })),
  notPerCustomer: usage(({ name, over }: { name: string; over: string }) => ({
    what: `"${name}" cannot be investigated`,
    why: `It is divided by ${over}, and cohorts are compared per customer.`,
    next: "Choose a measure per customer, or a sum.",
  })),
  notToldBy: usage(({ dimension, others }: { dimension: string; others: readonly string[] }) => ({
    what: `A change cannot be explained by ${dimension}`,
    why: "Mix and rate use only what was known about customers when they were acquired.",
    next: `Use one of ${others.join(", ")}.`,
  })),
  toldByTree: usage(({ metric }: { metric: string }) => ({
    what: `--by does not go with ${metric}`,
    why: "Its change is explained by its drivers; customers are grouped only where a change is explained by mix and rate.",
    next: "Leave --by out, or investigate a measure explained by mix and rate, for example --metric retention.",
  })),
  noSwitch: failure(({ name, given, words }: { name: string; given: unknown; words: readonly string[] }) => ({
    what: `"${String(given)}" is not a choice for ${name}`,
    why: "These switches set how the books are read.",
    next: `Choose one of ${words.join(", ")}.`,
  })),
  backwardPeriods: failure(({ periods }: { periods: string }) => ({
    what: "A period ends before it begins",
    why: `${periods}.`,
    next: "Swap the days.",
  })),
  overlappingPeriods: failure(({ periods, base, compare }: { periods: string; base: string; compare: string }) => ({
    what: "The two periods overlap",
    why: `A customer can only be in one of them: ${periods}.`,
    next: `Choose periods without a day in common. The nearest question: --base ${base} --compare ${compare}.`,
  })),
  overlappingComparison: failure(({ days, before }: { days: string; before: string }) => ({
    what: "The period overlaps the one it is compared with",
    why: `Days of ${before} would be compared with themselves in ${days}.`,
    next: "Name a period no longer than the distance between the two, with both its ends: --from DAY --to DAY.",
  })),
  overlappingTotals: failure(({ periods, base, compare }: { periods: string; base: string; compare: string }) => ({
    what: "The two periods overlap",
    why: `A day can only be in one of them: ${periods}.`,
    next: `Choose periods without a day in common. The nearest question: --base ${base} --compare ${compare}.`,
  })),
  outsideData: failure(
    ({ period, days, base, compare }: { period: string; days: string; base: string; compare: string }) => ({
      what: `${period} lies outside the data`,
      why: `The data runs from ${days}.`,
      next: `The nearest question: --base ${base} --compare ${compare}.`,
    }),
  ),
  swappedPeriods: failure(({ periods, base, compare }: { periods: string; base: string; compare: string }) => ({
    what: "The base period is after the compare period",
    why: `A change runs from base to compare: ${periods}.`,
    next: `Swap them: --base ${compare} --compare ${base}.`,
  })),
  noCounts: failure(() => ({
    what: "Window, reversal days and replicates must be whole numbers",
    why: "The window has at least 1 day, and an interval needs at least 40 replicates.",
    next: "Use for example --window 30.",
  })),
  windowTooLong: failure(({ days, first, last }: { days: number; first: string; last: string }) => ({
    what: `A window of ${days} days is longer than the data`,
    why: `The data runs from ${first} to ${last}.`,
    next: "Choose a shorter window: --window, or o in the program.",
  })),
  immatureCustomers: failure(({ period, days, customers }: { period: string; days: number; customers: number }) => ({
    what: `No customers in ${period}`,
    why: `The first ${days} days of all ${customers} customers acquired then end after the data does.`,
    next: "Choose an earlier period (--compare, or c in the program) or a shorter window (--window, or o).",
  })),
  noCustomers: failure(({ period, first, last }: { period: string; first?: string; last?: string }) => ({
    what: `No customers in ${period}`,
    why:
      first === undefined || last === undefined
        ? "The current filters leave no customers at all."
        : `Under the current filters no customer was acquired then: they were acquired ${first === last ? `on ${first}` : `from ${first} to ${last}`}.`,
    next: "Choose another period (--base and --compare, or c in the program) or fewer filters.",
  })),
});
