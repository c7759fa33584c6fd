import type { Investigation } from "../../../analysis/investigation.ts";
import { countedKinds } from "../../../analysis/investigation-metric.ts";
import type { TrueUpPart } from "../../../analysis/true-up-lines.ts";
import { programLabel } from "../../../domain/discount-program.ts";
import { type Kind, kinds } from "../../../query/driver-fields.ts";
import { selectFrom, withClauses } from "../../../query/statement.ts";
import { sqlName, sqlText } from "../sql-literal.ts";
import { cellStatements } from "./cell-statements.ts";
import { labelsOf } from "./proof-figures.ts";
import { periodLabel, stacked } from "./proof-terms.ts";

/** Every line from list price to net as booked: money of both periods, and per customer. */
export function trueUpProof(investigation: Investigation): string {
  const { counts, trueUp } = cellStatements(investigation);
  const [base, compare] = labelsOf(investigation);
  const at = (period: number, expression: string) => `any_value(${expression}) filter (where period = ${period})`;
  const counted = countedKinds(investigation.question.switches);
  const selects = lineTerms(counted, investigation.programs ?? []).map(([label, amount]) => {
    const [before, after] = [0, 1].map((period) => at(period, `(${amount})`));
    const perCustomer = (period: number) => (label === "Difference" ? "null" : at(period, `(${amount}) / customers`));
    const [eachBefore, eachAfter] = [0, 1].map(perCustomer);
    return selectFrom(
      [
        `${sqlText(label)} as line`,
        `${before} as ${sqlName(base)}`,
        `${after} as ${sqlName(compare)}`,
        `${eachBefore} as ${sqlName(`${base} per customer`)}`,
        `${eachAfter} as ${sqlName(`${compare} per customer`)}`,
        `${eachAfter} - ${eachBefore} as "change per customer"`,
      ],
      ["from totals"],
    );
  });
  return withClauses(
    [
      ["counts", counts],
      ["cells", trueUp],
      [
        "sums",
        selectFrom(
          ["period", "sum(columns(c -> c not in ('period', 'acquisition_month', 'channel')))"],
          ["from cells", "group by period"],
        ),
      ],
      ["totals", selectFrom(["sums.*", "counts.customers"], ["from sums", "inner join counts using (period)"])],
    ],
    stacked(selects),
  );
}

/** Each discount named by the source, in both periods. */
export function namedDiscountsProof(investigation: Investigation): string {
  const [base, compare] = labelsOf(investigation);
  const amount = (period: number) => `coalesce(-any_value(amount) filter (where period = ${period}), 0)`;
  return withClauses(
    [["cells", cellStatements(investigation).named]],
    selectFrom(
      [
        "discount_name as discount",
        "program",
        `${amount(0)} as ${sqlName(base)}`,
        `${amount(1)} as ${sqlName(compare)}`,
      ],
      ["from cells", "group by program, discount_name", "order by program, sum(abs(amount)) desc, discount_name"],
    ),
  );
}

/** Rows, list price, net as booked, plug and difference by month of acquisition or by channel. */
export function trueUpPartsProof(investigation: Investigation, by: TrueUpPart["by"]): string {
  const key = by === "month" ? "strftime(acquisition_month, '%Y-%m')" : "channel";
  return withClauses(
    [["cells", cellStatements(investigation).trueUp]],
    selectFrom(
      [
        `${periodLabel(labelsOf(investigation))} as period`,
        `${key} as ${by}`,
        'sum("rows") as "order lines"',
        'sum(list) as "list price"',
        "-sum(plug) as plug",
        'sum(staged_net) as "net as booked"',
        `sum(${differenceOf(investigation.programs ?? [])}) as difference`,
      ],
      ["from cells", "group by cells.period, 2", "order by cells.period, 2"],
    ),
  );
}

const booked = kinds.map((kind) => `booked_${kind}`).join(" - ");
/** Net as booked less its parts in silver. */
function differenceOf(own: readonly string[]): string {
  return `staged_net - (${billedOf(own)} - ${booked} - plug)`;
}

function billedOf(own: readonly string[]): string {
  return ["list", "welcome", "prepaid", "other", ...own.map(ofProgram)].join(" - ");
}

function ofProgram(program: string): string {
  return `of_${program}_discount`;
}

function lineTerms(
  counted: readonly Kind[],
  own: readonly string[],
): readonly (readonly [label: string, amount: string])[] {
  const billed = billedOf(own);
  const reversal = (kind: Kind) => (counted.includes(kind) ? `-counted_${kind}` : "0");
  const net = [billed, ...counted.map((kind) => `counted_${kind}`), "plug"].join(" - ");
  return [
    ["List price", "list"],
    ["Welcome offers", "-welcome"],
    ["Prepaid plans", "-prepaid"],
    ["Other discounts", "-other"],
    ...own.map((program) => [programLabel(program), `-${ofProgram(program)}`] as const),
    ["Billed", billed],
    ["Refunds", reversal("refund")],
    ["Credits", reversal("credit")],
    ["Chargebacks", reversal("chargeback")],
    ["Replacements", reversal("replacement")],
    ["Unexplained (plug)", "-plug"],
    ["Net revenue", net],
    ["Reversals too late to count", lateTerms(counted)],
    ["Reversals booked otherwise", otherwiseTerms(counted)],
    ["Net as booked", "staged_net"],
    ["Difference", differenceOf(own)],
  ];
}

/** For counted kinds that are booked: the booked amount beyond what counts, as a negative amount. */
function lateTerms(counted: readonly Kind[]): string {
  const terms = counted.map((kind) => `case when booked_${kind} <> 0 then counted_${kind} - booked_${kind} else 0 end`);
  return terms.length > 0 ? terms.join(" + ") : "0";
}

function otherwiseTerms(counted: readonly Kind[]): string {
  return kinds
    .map((kind) =>
      counted.includes(kind) ? `case when booked_${kind} = 0 then counted_${kind} else 0 end` : `-booked_${kind}`,
    )
    .join(" + ");
}
