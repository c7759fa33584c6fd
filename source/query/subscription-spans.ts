import type { Catalog } from "../domain/catalog.ts";
import type { Statement } from "../domain/cohort.ts";
import type { Filter } from "../domain/slice.ts";
import { questionErrors } from "../errors/question.ts";
import { planFilters, predicate } from "./predicate.ts";
import { Parameters, type Run, selectFrom, whereAll, withClauses } from "./statement.ts";

/** Subscriptions by the number of whole 30-day months they are known to have lasted, and whether they then ended. */
export interface SubscriptionSpan {
  readonly months: number;
  readonly hasEnded: boolean;
  readonly subscriptions: number;
}

export interface SpansAsked {
  readonly filters: readonly Filter[];
  /** The day after the data's last one. */
  readonly end: string;
}

/** How long subscriptions lasted; throws UsageError for filters that are not about customers. */
export async function subscriptionSpans(
  catalog: Catalog,
  asked: SpansAsked,
  run: Run,
  signal?: AbortSignal,
): Promise<readonly SubscriptionSpan[]> {
  const rows = await run(compileSpans(catalog, asked), signal);
  return rows.map(([months, ended, count]) => ({
    months: Number(months),
    hasEnded: Number(ended) === 1,
    subscriptions: Number(count),
  }));
}

/** The statement behind `subscriptionSpans`. A subscription has ended when it is cancelled in its last state. */
export function compileSpans(catalog: Catalog, { filters, end }: SpansAsked): Statement {
  const parameters = new Parameters();
  const conditions = planFilters(catalog, filters).map((filter) => {
    if (filter.dimension.of !== "customer") throw notOfCustomer(catalog, filter.dimension.name);
    return predicate(filter, filter.dimension.expression, parameters);
  });
  const spans = selectFrom(
    [
      "subscription_id",
      "cast(min(valid_from) as date) as first_day",
      "cast(max(case when valid_to is null and state = 'cancelled' then valid_from end) as date) as last_day",
    ],
    [
      "from silver.fct_subscription_periods",
      "where customer_id in (select customer_id from silver.dim_customer_acquisition",
      `${whereAll(conditions)})`,
      "group by subscription_id",
    ],
  );
  const last = `coalesce(last_day, cast(${parameters.bind(end)} as date))`;
  const sql = withClauses(
    [["spans", spans]],
    selectFrom(
      [
        `cast(floor(date_diff('day', first_day, ${last}) / 30.0) as integer) as months`,
        "case when last_day is null then 0 else 1 end as has_ended",
        "count(*) as subscriptions",
      ],
      ["from spans", `where first_day <= ${last}`, "group by 1, 2", "order by 1, 2"],
    ),
  );
  return { sql, params: parameters.values };
}

function notOfCustomer({ dimensions }: Catalog, dimension: string) {
  const others = dimensions.filter(({ of, type }) => of === "customer" && type === "text").map(({ name }) => name);
  return questionErrors.notOfCustomers({ what: "Retention of subscriptions", dimension, others });
}
