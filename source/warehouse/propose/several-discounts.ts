import { discountsFault, type NamedDiscounts } from "../mapping/named-discounts.ts";
import { columnValues, type MoneyColumn, type MoneyScene } from "./amount-bases.ts";
import { normalName } from "./normal-name.ts";
import type { Formula, Writer } from "./revenue-expression.ts";
import { sqlName } from "./sql-name.ts";
import { toldOnce } from "./told-once.ts";

/** A discount as the mapping names it, and the reason for its reading. */
export type ProposedDiscount = Required<Omit<NamedDiscounts[number], "program">> & { readonly reason: string };

/** If amounts of discounts are not plain decimals: the expression that reads a column, otherwise its name. */
type AmountOf = (column: string) => string;

/**
 * The discounts of lines that have several of them, one column each; empty if there is only one, if they are per order, or if
 * one is the sum of the others. Those deducted from the amount take precedence; otherwise those deducted already.
 */
export function severalDiscounts({ file, scene, reserved, numbers }: Writer, formula: Formula) {
  const off = formula.parts.filter(({ column }) => column.kind === "discount");
  if (off.some(({ way, column }) => way !== "off" || column.level !== "line")) return [];
  const columns = off.length > 0 ? off.map(({ column }) => column) : besides(file, scene, formula);
  const apart = toldOnce(scene, columns);
  if (apart.length < 2 || (off.length > 0 && apart.length < columns.length)) return [];
  const amountOf: AmountOf = (name) => {
    const facts = file.columns.find((each) => each.name === name);
    return facts === undefined || facts.plain > 0.99 ? sqlName(name, reserved) : numbers.typedOf(facts);
  };
  const reason = off.length > 0 ? "taken off above" : "off the amount already";
  const discounts = apart.map((column) => discountOf(scene, column, amountOf, reason));
  return discountsFault(discounts) === undefined ? discounts : [];
}

/** Columns of money beside an amount without deductions. */
function besides(file: Writer["file"], scene: MoneyScene, { parts }: Formula): readonly MoneyColumn[] {
  if (parts.length > 0) return [];
  const isMoney = (name: string) => {
    const facts = file.columns.find((each) => each.name === name);
    return facts !== undefined && (facts.greatest > 1 || facts.negative > 0) && facts.percentSigns === 0;
  };
  return scene.money.filter(
    (column) =>
      column.kind === "discount" &&
      column.level === "line" &&
      isMoney(column.name) &&
      columnValues(scene, column).some((value) => (value ?? 0) !== 0),
  );
}

function discountOf(scene: MoneyScene, column: MoneyColumn, amountOf: AmountOf, reason: string): ProposedDiscount {
  const values = columnValues(scene, column);
  const below = values.filter((value) => (value ?? 0) < 0).length;
  const isTurned = below > values.filter((value) => (value ?? 0) > 0).length;
  const words = normalName(column.name).replaceAll("_", " ");
  return {
    name: `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`,
    amount: amountOf(column.name),
    sign: isTurned ? "turned" : "as_written",
    reason: `${column.name}, ${reason}`,
  };
}
