import type { Catalog, Dimension, Measure } from "../../domain/catalog.ts";
import { exportErrors } from "../../errors/export.ts";

export type ViewName = "customers" | "order_lines" | "coffee_profiles";

/** A table of silver with the dimensions and measures of the catalog that are on it. */
export interface View {
  readonly name: ViewName;
  readonly table: string;
  readonly primaryKey: string;
  /** Columns that joins and drills need besides. */
  readonly keys: readonly string[];
  readonly dimensions: readonly Dimension[];
  readonly measures: readonly Measure[];
}

const carriers = {
  customer: "customers",
  line: "order_lines",
  profile: "coffee_profiles",
  discount: undefined,
} as const;

const tables = [
  {
    name: "customers",
    table: "silver.dim_customer_acquisition",
    primaryKey: "customer_key",
    keys: ["customer_id"],
  },
  {
    name: "order_lines",
    table: "silver.fct_transactions",
    primaryKey: "transaction_id",
    keys: ["order_id", "customer_key", "coffee_profile_key"],
  },
  {
    name: "coffee_profiles",
    table: "silver.dim_coffee_profile",
    primaryKey: "coffee_profile_key",
    keys: [],
  },
] as const;

/** The catalog by table; throws UserError if one table has two fields of the same name. */
export function viewsOf(catalog: Catalog): readonly View[] {
  return tables.map((table) => {
    const view = {
      ...table,
      dimensions: catalog.dimensions.filter(({ of }) => carriers[of] === table.name),
      measures: catalog.measures.filter((measure) => isIn(measure) && viewOfMeasure(measure) === table.name),
    };
    refuseNameTwice(view);
    return view;
  });
}

/** What is missing from the model, for its readers. */
export function leftOut({ dimensions, measures }: Catalog): readonly string[] {
  const named = dimensions.filter(({ of }) => carriers[of] === undefined);
  return [
    ...measures
      .filter((measure) => !isIn(measure))
      .map(({ name }) => `${name}: LookML has no running total over the months since acquisition`),
    ...named.map(
      ({ name }) =>
        `${name}: an order line may have several, so the measures of order lines cannot be broken down by it`,
    ),
  ];
}

/** The view that has a dimension. */
export function viewOfDimension({ of }: Dimension): ViewName {
  return carriers[of] ?? "order_lines";
}

/** The size of a cohort is counted in the view of customers; everything else, including ratios, in the view of order lines. */
export function viewOfMeasure({ additivity }: Pick<Measure, "additivity">): ViewName {
  return additivity === "cohort" ? "customers" : "order_lines";
}

function isIn({ cumulative }: Measure): boolean {
  return !cumulative;
}

function refuseNameTwice({ name: view, dimensions, measures, primaryKey, keys }: View): void {
  const names = [primaryKey, ...keys, ...dimensions.map(({ name }) => name), ...measures.map(({ name }) => name)];
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw exportErrors.nameTwice({ name: twice, view });
}
