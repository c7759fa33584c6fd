import type { Catalog, Measure, Unit } from "../domain/catalog.ts";
import { type FilteredMeasure, isRatio, type OwnMeasure, type RatioMeasure } from "../domain/own-measure.ts";
import { Literals } from "./literals.ts";
import { type PlannedFilter, passesWithout, planFilters, predicate } from "./predicate.ts";

/**
 * The catalog with a source's own measures after the others. `whole` has every dimension that they may name, with values or
 * not; a measure is left out if the data lacks its base measure.
 */
export function withOwnMeasures(catalog: Catalog, own: readonly OwnMeasure[], whole: Catalog): Catalog {
  let measures = catalog.measures;
  // Ratios come last, since they may divide any of the others.
  for (const one of own.toSorted((a, b) => Number(isRatio(a)) - Number(isRatio(b)))) {
    const made = isRatio(one) ? ratio(one, measures) : filtered(one, measures, whole);
    if (made !== undefined) measures = [...measures, made];
  }
  return { ...catalog, measures };
}

/** The measure of this name, or the one that has this name in other businesses: bags are units there. */
function called(measures: readonly Measure[], name: string): Measure | undefined {
  const found = measures.find((one) => one.name === name);
  return (
    found ?? measures.find(({ wording, expression }) => wording?.name === name || (wording && expression === name))
  );
}

function filtered(own: FilteredMeasure, measures: readonly Measure[], whole: Catalog): Measure | undefined {
  const base = called(measures, own.of);
  if (base === undefined) return undefined;
  const filters = planFilters(whole, own.filters);
  const { cumulative: _, wording: __, lines: ___, firstDay: ____, ...kept } = base;
  return {
    ...kept,
    ...textsOf(
      own,
      `${base.label} of ${own.filters.map(({ dimension }) => dimension).join(", ")} as the mapping says.`,
    ),
    better: own.better ?? base.better,
    cumulative: false,
    isOwn: true,
    only: { of: base.name, filters: own.filters },
    expression: onlyWhere(filters, base.expression, inLines),
    cube: cubeOf(filters, base),
  };
}

function textsOf({ name, label, description }: OwnMeasure, otherwise: string) {
  return { name, label, description: description === "" ? otherwise : description };
}

/** The expression if the conditions hold, otherwise null. */
function onlyWhere(
  filters: readonly PlannedFilter[],
  expression: string,
  condition: (filter: PlannedFilter) => string,
): string {
  return `case when ${filters.map(condition).join(" and ")} then ${expression} end`;
}

/** A condition over order lines; attributes of customers or products are looked up by key, so no join is needed. */
function inLines(filter: PlannedFilter): string {
  const { dimension } = filter;
  const own = predicate(filter, dimension.expression, new Literals());
  if (dimension.of === "line") return own;
  const [key, table] =
    dimension.of === "customer"
      ? (["customer_key", "silver.dim_customer_acquisition"] as const)
      : (["coffee_profile_key", "silver.dim_coffee_profile"] as const);
  const isIn = `coalesce(${key} in (select ${key} from ${table} where ${own}), false)`;
  return dimension.of === "customer" && passesWithout(filter) ? `(${key} is null or ${isIn})` : isIn;
}

/** Over the cube, if it has all the dimensions and the measure is additive. */
function cubeOf(filters: readonly PlannedFilter[], { additivity, cube, expression }: Measure): string | undefined {
  if (additivity !== "sum" || filters.some(({ dimension }) => dimension.cube === undefined)) return undefined;
  return onlyWhere(filters, cube ?? expression, (filter) =>
    predicate(filter, filter.dimension.cube ?? "", new Literals()),
  );
}

function ratio(own: RatioMeasure, measures: readonly Measure[]): Measure | undefined {
  const [top, bottom] = [called(measures, own.numerator), called(measures, own.denominator)];
  if (top === undefined || bottom === undefined) return undefined;
  return {
    ...textsOf(own, `${top.label} divided by ${bottom.label.toLowerCase()}.`),
    unit: unitOf(own.format, top, bottom),
    additivity: "ratio",
    better: own.better ?? top.better,
    expression: "",
    cumulative: false,
    isOwn: true,
    numerator: top.name,
    denominator: bottom.name,
  };
}

function unitOf(format: RatioMeasure["format"], top: Measure, bottom: Measure): Unit {
  if (format !== undefined) return format === "percent" ? "ratio" : format;
  if (top.unit === bottom.unit) return "ratio";
  return top.unit === "money" ? "money" : "number";
}
