import type { Catalog, Measure } from "./catalog.ts";

/** The name of a discount program on screen: `store_coupon` is Store coupon. */
export function programLabel(program: string): string {
  const words = program.replaceAll("_", " ");
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/**
 * The catalog with a measure, in total and per customer, for each discount program besides welcome and prepaid that the
 * facts have a column for; these are then not part of the other discounts.
 */
export function withDiscountPrograms(catalog: Catalog, programs: readonly string[]): Catalog {
  if (programs.length === 0) return catalog;
  const model = catalog.measures.find(({ name }) => name === "other_discount");
  if (model === undefined) return catalog;
  const own = new Map(
    ["other_discount", "other_discount_per_customer"].map((name, at) => [
      name,
      programs.map((program) => (at === 0 ? inWhole(model, program) : perCustomer(model, program))),
    ]),
  );
  const measures = catalog.measures.flatMap((measure) => [
    ...(own.get(measure.name) ?? []),
    measure.name === "other_discount" ? { ...measure, discount: ofOthers(programs) } : measure,
  ]);
  return { ...catalog, measures, programs };
}

function inWhole(model: Measure, program: string): Measure {
  const column = `${program}_discount`;
  return {
    ...model,
    name: column,
    label: labelOf(program),
    description: `Discounts of the program ${program}.`,
    expression: column,
    discount: `case when fct_line_discounts.program = '${program}' then fct_line_discounts.amount else 0 end`,
  };
}

function perCustomer(model: Measure, program: string): Measure {
  const { name, label } = inWhole(model, program);
  const { discount: _, ...rest } = model;
  return {
    ...rest,
    name: `${name}_per_customer`,
    label: `${label} per customer`,
    description: `${label} per customer of the cohort.`,
    additivity: "ratio",
    expression: "",
    numerator: name,
    denominator: "customers",
  };
}

function ofOthers(programs: readonly string[]): string {
  const named = ["welcome", "prepaid", ...programs].map((program) => `'${program}'`).join(", ");
  return `case when fct_line_discounts.program in (${named}) then 0 else fct_line_discounts.amount end`;
}

function labelOf(program: string): string {
  const label = programLabel(program);
  return /discounts?$/i.test(label) ? label : `${label} discount`;
}
