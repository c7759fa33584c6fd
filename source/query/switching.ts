import type { Statement } from "../domain/cohort.ts";
import type { Period } from "../domain/period.ts";
import { customerPredicate, type PlannedFilter } from "./predicate.ts";
import { groupBy, Parameters, selectFrom, whereAll, withClauses, within } from "./statement.ts";
import { among, changesOf } from "./switching-changes.ts";
import type { SwitchingQuestion } from "./switching-question.ts";

/** Columns of the answer, by index. */
export const switchingColumns = {
  level: 0,
  side: 1,
  month: 2,
  from: 3,
  to: 4,
  events: 5,
  customers: 6,
  effect: 7,
  effectSquares: 8,
} as const;

/**
 * Rows of these levels: `pairs` (side, from, to), `sides`, `months`, `month_pairs` (month, from, to). Each has events,
 * distinct customers, and the sum over customers of the list price of what they changed to less that of what they changed
 * from, on the day of the change; `sides` also has the sum of its squares by customer. A fifth level, `holders`, counts the
 * customers of each side who could have changed: those with a plan, or with an order, in its days. A change between equal
 * values of the dimension does not count.
 */
export function switching(question: SwitchingQuestion): Statement {
  const { sides, filters } = question;
  const parameters = new Parameters();
  const days = question.months ?? (sides.length === 1 ? sides[0] : undefined);
  const isFiltered = filters.length > 0;
  const clauses: [string, string][] = [
    ...(isFiltered ? [["people", peopleOf(filters, parameters)] as [string, string]] : []),
    ["changes", changesOf({ question, days, parameters, isFiltered })],
    ["moves", movesOf(sides, days, parameters)],
    ["by_customer", byCustomer()],
    ["holders", holdersOf(question, isFiltered, parameters)],
    ["told", levelRows()],
  ];
  const holders = selectFrom(
    ["'holders'", "side", "null", "null", "null", "0", "customers", "null", "null"],
    ["from holders"],
  );
  const ordered = "order by level, month, events desc, from_value, to_value";
  const final = `select * from told\nunion all\n${holders}\n${ordered}`;
  return { sql: withClauses(clauses, final), params: parameters.values };
}

function peopleOf(filters: readonly PlannedFilter[], parameters: Parameters): string {
  const conditions = filters.map((filter) => customerPredicate(filter, parameters));
  return selectFrom(["customer_id"], ["from silver.dim_customer_acquisition as customer", whereAll(conditions)]);
}

/** One row per side, month, from, to and customer. */
function movesOf(sides: readonly Period[], days: Period | undefined, parameters: Parameters): string {
  const conditions = ["is_change", "from_value is distinct from to_value"];
  const inSide = sides.map((period, side) => `when ${within("changed_on", period, parameters)} then ${side}`);
  return selectFrom(
    [
      sides.length === 0 ? "0 as side" : `case ${inSide.join(" ")} end as side`,
      "date_trunc('month', changed_on) as month",
      "from_value",
      "to_value",
      "customer_id",
      "count(*) as events",
      "cast(sum(to_price - from_price) as double) as effect",
    ],
    [
      "from changes",
      whereAll([...conditions, ...(days === undefined ? [] : [within("changed_on", days, parameters)])]),
      groupBy(5),
    ],
  );
}

/** The same, with each customer's whole effect on their first row of a side. */
function byCustomer(): string {
  const own = "partition by side, customer_id";
  return selectFrom(
    [
      "*",
      `case when row_number() over (${own} order by month, from_value, to_value) = 1 then sum(effect) over (${own}) end as whole_effect`,
    ],
    ["from moves"],
  );
}

function levelRows(): string {
  return selectFrom(
    [
      "case grouping(side) * 4 + grouping(month) * 2 + grouping(from_value) when 2 then 'pairs' when 3 then 'sides' when 5 then 'months' else 'month_pairs' end as level",
      "side",
      "month",
      "from_value",
      "to_value",
      "sum(events) as events",
      "count(distinct customer_id) as customers",
      "sum(effect) as effect",
      "sum(whole_effect * whole_effect) as effect_squares",
    ],
    [
      "from by_customer",
      "group by grouping sets ((side, from_value, to_value), (side), (month), (month, from_value, to_value))",
    ],
  );
}

/** Per side: customers who had an active plan, or who ordered, in its days. */
function holdersOf({ from, sides }: SwitchingQuestion, isFiltered: boolean, parameters: Parameters): string {
  const one = from === "plans" ? planHolders : buyers;
  const periods = sides.length === 0 ? [undefined] : sides;
  return periods.map((period, side) => one(side, period, isFiltered, parameters)).join("\nunion all\n");
}

function planHolders(side: number, period: Period | undefined, isFiltered: boolean, parameters: Parameters): string {
  const days =
    period === undefined
      ? []
      : [
          `cast(valid_from as date) <= cast(${parameters.bind(period.to)} as date)`,
          `(valid_to is null or cast(valid_to as date) >= cast(${parameters.bind(period.from)} as date))`,
        ];
  return selectFrom(
    [`${side} as side`, "count(distinct customer_id) as customers"],
    ["from silver.fct_subscription_periods", whereAll(["state = 'active'", ...days, ...among(isFiltered)])],
  );
}

function buyers(side: number, period: Period | undefined, isFiltered: boolean, parameters: Parameters): string {
  const days = period === undefined ? [] : [within("transaction_date", period, parameters)];
  return selectFrom(
    [`${side} as side`, "count(distinct customer_id) as customers"],
    ["from silver.fct_transactions", whereAll(["customer_id is not null", ...days, ...among(isFiltered)])],
  );
}
