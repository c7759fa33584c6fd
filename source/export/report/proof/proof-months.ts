import type { Investigation, Step } from "../../../analysis/investigation.ts";
import type { BusinessWords } from "../../../domain/business-words.ts";
import { kinds } from "../../../query/driver-fields.ts";
import { selectFrom, withClauses } from "../../../query/statement.ts";
import { sqlName, sqlText } from "../sql-literal.ts";
import { cellStatements } from "./cell-statements.ts";
import { metricSum, sumOf } from "./proof-terms.ts";

/**
 * A statement that returns the figures of a step's charts by month, with columns named after the measures; undefined if it
 * has none.
 */
export function monthsProof(
  investigation: Investigation,
  { id }: Pick<Step, "id">,
  measures: readonly { readonly label: string }[],
  [first, last]: readonly [string, string],
): string | undefined {
  const cells = cellStatements(investigation);
  const isOfProducts = id === "bag_size" || id === "profile" || id === "list_price";
  const columns = measures.map(({ label }) => {
    const expression = isOfProducts
      ? productMeasure(id, label, investigation.business)
      : channelMeasure(investigation, id, label);
    return expression === undefined ? undefined : `${expression} as ${sqlName(label)}`;
  });
  if (columns.includes(undefined)) return undefined;
  const month = "strftime(acquisition_month, '%Y-%m')";
  return withClauses(
    [
      ["months", isOfProducts ? cells.productMonths : cells.months],
      ...(id === "list_price" ? [["base_prices", basePrices(cells.products)] as const] : []),
    ],
    selectFrom(
      [`${month} as "month"`, ...columns.filter((column) => column !== undefined)],
      [
        "from months",
        ...(id === "list_price" ? ["left join base_prices using (bag_size, profile)"] : []),
        `where ${month} between ${sqlText(first)} and ${sqlText(last)}`,
        "group by 1",
        "order by 1",
      ],
    ),
  );
}

function quotient(top: string, bottom: string): string {
  return `${sumOf(top)} / nullif(${sumOf(bottom)}, 0)`;
}

function channelMeasure(investigation: Investigation, id: Step["id"], label: string): string | undefined {
  const { business } = investigation;
  if (id === "confirm" || id === "bridge") return `${metricSum(investigation)} / nullif(sum(customers), 0)`;
  const known: Readonly<Record<string, string>> = {
    "true_up plug per customer": quotient("-plug / 100.0", "customers"),
    "welcome share": quotient("customers_on_welcome", "customers"),
    "welcome depth": quotient("discount_welcome", "list_on_welcome"),
    "prepaid share": quotient("customers_on_prepaid", "customers"),
    "prepaid 3 orders": quotient("customers_on_prepaid_3", "customers"),
    "prepaid 6 orders": quotient("customers_on_prepaid_6", "customers"),
    "prepaid 12 orders": quotient("customers_on_prepaid_12", "customers"),
    "volume orders per customer": quotient("orders", "customers"),
    [`volume ${business.unit.many} per order`]: quotient("bags", "orders"),
    ...Object.fromEntries(
      kinds.map((kind) => [`returns ${kind}s per customer`, quotient(`reversal_${kind} / 100.0`, "customers")]),
    ),
  };
  return known[`${id} ${label}`];
}

function productMeasure(id: Step["id"], label: string, { unit }: BusinessWords): string | undefined {
  if (id === "list_price") {
    return "sum(list / 100.0) filter (where price is not null) / nullif(sum(bags * price), 0)";
  }
  const name = label.slice("share of ".length);
  const condition = id === "bag_size" ? `bag_size = ${sqlText(name.slice(0, -unit.many.length - 1))}` : ofProfile(name);
  return `coalesce(sum(bags) filter (where ${condition}), 0) / nullif(sum(bags), 0)`;
}

/** Bags of a price segment, which is the last part of a profile's name; or of a profile, if there are no segments. */
function ofProfile(name: string): string {
  const last = "string_split(profile, ' · ')[-1]";
  const isUnknown = name === "unknown" ? ` or ${last} not in ('classic', 'balanced', 'premium')` : "";
  return `(profile = ${sqlText(name)} or ${last} = ${sqlText(name)}${isUnknown})`;
}

/** List price per bag of each coffee and size in the base period. */
function basePrices(products: string): string {
  return selectFrom(
    ["bag_size", "profile", "sum(list) / 100.0 / nullif(sum(bags), 0) as price"],
    [`from (\n${products}\n)`, "where period = 0", "group by bag_size, profile"],
  );
}
