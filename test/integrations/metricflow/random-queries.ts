import type { Catalog, Dimension, Measure } from "../../../source/domain/catalog.ts";
import { isTime } from "../../../source/domain/dimension-value.ts";
import { numbers } from "../../analysis/random-cells.ts";

/** A question for both: the catalog's names, and at most one condition. */
export interface Query {
  readonly measures: readonly string[];
  readonly by: readonly Dimension[];
  readonly filter: { readonly dimension: Dimension; readonly values: readonly string[] } | undefined;
}

/** Values of a dimension, as exports print them. */
export type ValuesOf = (dimension: Dimension) => Promise<readonly string[]>;

/** This many questions, the same for the same seed; those with the size of a cohort are by customer attributes. */
export async function randomQueries(
  catalog: Catalog,
  valuesOf: ValuesOf,
  { seed, count }: { readonly seed: number; readonly count: number },
): Promise<readonly Query[]> {
  const next = numbers(seed);
  const pick = <One>(all: readonly One[]) => all[Math.floor(next() * all.length)] as One;
  const measures = catalog.measures.filter(({ cumulative }) => !cumulative);
  const queries: Query[] = [];
  while (queries.length < count) {
    const asked = [...new Set(Array.from({ length: 1 + Math.floor(next() * 3) }, () => pick(measures)))];
    const possible = dimensionsFor(catalog, asked);
    const by = [...new Set(Array.from({ length: 1 + Math.floor(next() * 2) }, () => pick(possible)))];
    const filtered = next() < 0.5 ? pick(possible.filter((one) => !isTime(one))) : undefined;
    const known = filtered && (await valuesOf(filtered)).filter((value) => value !== "");
    const filter =
      filtered && known && known.length > 0 ? { dimension: filtered, values: [pick(known), pick(known)] } : undefined;
    queries.push({ measures: asked.map(({ name }) => name), by, filter });
  }
  return queries;
}

function dimensionsFor(catalog: Catalog, measures: readonly Measure[]): readonly Dimension[] {
  const ofCohort = measures.some((measure) => isOfCohort(measure, catalog));
  return catalog.dimensions.filter(({ of }) => of === "customer" || (!ofCohort && of !== "discount"));
}

function isOfCohort({ additivity, denominator }: Measure, { measures }: Catalog): boolean {
  return additivity === "cohort" || measures.some((one) => one.name === denominator && one.additivity === "cohort");
}
