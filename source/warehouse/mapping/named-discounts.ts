import * as z from "zod";
import { expression } from "./mapping-expression.ts";

const most = 50;

/** A discount of the order lines with its own amount; one line may have several. */
const discountSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  /** The program that it counts towards: welcome, prepaid, promotion, loyalty, or another one. Default: its name. */
  program: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,40}$/, "must be lower-case letters, digits and underscores, beginning with a letter")
    .optional(),
  /** A column of the file, or an expression over its columns: positive if it lowers net revenue. */
  amount: expression,
  /** Whether amounts are as_written, or turned: negative ones lower net revenue. Default: decided by most of them. */
  sign: z.enum(["as_written", "turned"]).optional(),
});

export const discountsSchema = z.array(discountSchema).min(1);

export type NamedDiscounts = z.infer<typeof discountsSchema>;

/** Programs that always have a column in the facts, whatever the source. */
const ownColumns = ["welcome", "prepaid", "other"];

/** Names that already mean something else in the model. The macro taken_program_names of the dbt project has the same. */
const taken =
  /^(none|several|prepaid_\d+|channel_mix|volume|bag_size|coffee_profile|list_price|reversals|plug|prepayment_timing|customers|product_mix|other_discounts|refund|credit|chargeback|replacement|booked)$/;

/** What is wrong with discounts that each match the schema: in which of them, at which key, and why. */
export function discountsFault(
  discounts: NamedDiscounts,
): { readonly path: readonly (string | number)[]; readonly why: string } | undefined {
  if (discounts.length > most)
    return { path: [most], why: `there are ${discounts.length}; a mapping may name at most ${most}` };
  for (const [at, discount] of discounts.entries()) {
    const { name } = discount;
    const program = programOf(discount);
    const isTwice = discounts.slice(0, at).some((other) => columnOf(other.name) === columnOf(name));
    if (isTwice) return { path: [at, "name"], why: `another discount is also called ${name}` };
    if (columnOf(name) === columnOf(""))
      return { path: [at, "name"], why: `"${name}" has no letter or digit to call a column by` };
    if (taken.test(program) || !/^[a-z]/.test(program))
      return {
        path: [at, "program"],
        why: `no program can be called ${program || name}: the model has this name for something else. Call it ${program || "own"}_offer, for example`,
      };
  }
  return undefined;
}

/** The column of the order lines with a discount's amounts: `Store coupon` is discount_of_store_coupon. */
function columnOf(name: string): string {
  return `discount_of_${asWord(name)}`;
}

function programOf({ name, program }: NamedDiscounts[number]): string {
  return program ?? asWord(name);
}

function asWord(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
}

/** The columns that a mapping's discounts add to the order lines, each with its expression and its path in the mapping. */
export function discountColumns(discounts: NamedDiscounts | undefined) {
  return (discounts ?? []).map(({ name, amount }, at) => ({
    name: columnOf(name),
    expression: amount,
    path: ["discounts", at, "amount"] as const,
  }));
}

/** The var of the dbt project, with what its models need to know about each discount. */
export function discountVars(discounts: NamedDiscounts): readonly Readonly<Record<string, unknown>>[] {
  return discounts.map((discount) => ({
    name: discount.name,
    program: programOf(discount),
    column: columnOf(discount.name),
    ...(discount.sign === undefined ? {} : { sign: discount.sign === "turned" ? -1 : 1 }),
  }));
}

/** Programs that get their own column in the facts, each once, in the mapping's order. */
export function programsNamed(programs: readonly string[]): readonly string[] {
  return [...new Set(programs)].filter((program) => !ownColumns.includes(program));
}

/** The programs of a mapping's discounts. */
export function programsOf(discounts: NamedDiscounts | undefined): readonly string[] {
  return (discounts ?? []).map(programOf);
}
