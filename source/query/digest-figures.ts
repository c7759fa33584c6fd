import { type Catalog, type Dimension, isPerCustomer, type Measure, measureOf } from "../domain/catalog.ts";
import { printValue } from "../domain/dimension-value.ts";
import type { Period } from "../domain/period.ts";
import { rolled } from "./aggregate.ts";
import { type Clause, groupBy, named, Parameters, type Run, selectFrom, withClauses, within } from "./statement.ts";

/** One measure per customer of a group in both periods; an empty `where` means all customers. */
export interface DigestFigure {
  readonly measure: Measure;
  readonly dimension: Dimension | undefined;
  readonly value: string;
  readonly base: Sample;
  readonly compare: Sample;
}

/** A measure over the first month of lifetime of a period's customers. */
export interface Sample {
  readonly customers: number;
  readonly mean: number;
  readonly variance: number;
  /** Customers with a value other than zero. */
  readonly above: number;
}

interface Asked {
  readonly base: Period;
  readonly compare: Period;
}

/** Every measure per customer in the first month of lifetime, over all customers and by each first-level dimension. */
export async function digestFigures(
  catalog: Catalog,
  asked: Asked,
  run: Run,
  signal?: AbortSignal,
): Promise<readonly DigestFigure[]> {
  const measures = catalog.measures.filter(
    (one) => isPerCustomer(catalog, one) && !one.cumulative && one.unit !== "ratio",
  );
  const dimensions = catalog.dimensions.filter(
    ({ of, type, isOnBoards }) => of === "customer" && type === "text" && isOnBoards !== false,
  );
  const figures: DigestFigure[] = [];
  for (const dimension of [undefined, ...dimensions]) {
    const statement = compile(catalog, measures, dimension, asked);
    figures.push(...read(await run(statement, signal), measures, dimension));
  }
  return figures;
}

/**
 * Rows: period (0, 1), value of the dimension, customers, then for each measure its mean, variance and the number of
 * customers with a value other than zero.
 */
function compile(catalog: Catalog, measures: readonly Measure[], dimension: Dimension | undefined, asked: Asked) {
  const parameters = new Parameters();
  const isCompared = within("acquisition_date", asked.compare, parameters);
  const isBase = within("acquisition_date", asked.base, parameters);
  const value = dimension === undefined ? "cast(null as varchar)" : dimension.expression;
  const amounts = measures.map((measure, index) => {
    const { facts } = rolled(measureOf(catalog, measure.numerator ?? ""), []);
    return named(facts, `amount_${index}`);
  });
  const clauses: Clause[] = [
    [
      "customers",
      selectFrom(
        ["customer_key", named(value, "value"), `case when ${isCompared} then 1 else 0 end as period`],
        ["from silver.dim_customer_acquisition", `where ${isBase} or ${isCompared}`],
      ),
    ],
    [
      "amounts",
      selectFrom(
        ["customer_key", ...amounts],
        [
          "from silver.fct_transactions",
          "inner join customers using (customer_key)",
          "where tenure_month = 0",
          "group by customer_key",
        ],
      ),
    ],
    [
      "figures",
      selectFrom(
        ["period", "value", ...measures.map((_, at) => `coalesce(cast(amount_${at} as double), 0) as amount_${at}`)],
        ["from customers", "left join amounts using (customer_key)"],
      ),
    ],
  ];
  const columns = measures.flatMap((_, at) => [
    `avg(amount_${at}) as mean_${at}`,
    `var_samp(amount_${at}) as variance_${at}`,
    `count(*) filter (where amount_${at} <> 0) as above_${at}`,
  ]);
  const final = selectFrom(["period", "value", "count(*) as customers", ...columns], ["from figures", groupBy(2)]);
  return { sql: withClauses(clauses, final), params: parameters.values };
}

function read(
  rows: Awaited<ReturnType<Run>>,
  measures: readonly Measure[],
  dimension: Dimension | undefined,
): readonly DigestFigure[] {
  const byValue = Map.groupBy(rows, (row) => JSON.stringify(row[1]));
  return [...byValue.values()].flatMap((both) => {
    const [base, compare] = [0, 1].map((period) => both.find((row) => Number(row[0]) === period));
    if (base === undefined || compare === undefined) return [];
    const key = base[1] ?? null;
    const value = dimension === undefined || typeof key === "boolean" ? "" : printValue(dimension, key);
    return measures.map((measure, at) => {
      const sampleOf = (row: typeof base): Sample => {
        const [mean = 0, variance = 0, above = 0] = row.slice(3 + at * 3, 6 + at * 3).map(Number);
        return { customers: Number(row[2]), mean, variance, above };
      };
      return { measure, dimension, value, base: sampleOf(base), compare: sampleOf(compare) };
    });
  });
}
