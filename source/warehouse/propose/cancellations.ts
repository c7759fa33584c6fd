import { looksAround } from "../ingest/kept-rows.ts";
import type { Asked } from "./asked.ts";
import { answered, type Choices, type Decision } from "./decision.ts";
import { linesText, sumText } from "./left-out.ts";
import type { ColumnProposal } from "./proposal.ts";
import type { SampledFile } from "./sampled-file.ts";

/** Order lines, some of which take back what others booked. */
export interface TakenBack {
  readonly file: SampledFile;
  /** Net revenue of a line, and the condition for lines that are revenue. */
  readonly net: string;
  readonly filter: string | undefined;
  readonly customer: ColumnProposal;
  /** Conditions by which the file marks such lines, each with a description. */
  readonly marks: readonly Mark[];
}

export interface Mark {
  readonly condition: string;
  readonly says: string;
}

/** What happens to lines that take something back. */
export interface Cancellations {
  /** Condition for order lines that are not reversals. */
  readonly filter: string | undefined;
  readonly customer: ColumnProposal;
  /** Lines that are reversals, and the amount of each; undefined if there are none. */
  readonly reversals: { readonly filter: string; readonly amount: ColumnProposal } | undefined;
  readonly decisions: readonly Decision[];
}

/**
 * Reads marked lines with negative amounts as reversals of what the same customer bought, so that taking something back is not
 * a purchase. They are deducted from net revenue, which equals the sum of the file either way. Lines without a customer, or of
 * customers without a purchase, have no order to reduce and stay order lines, without a customer.
 */
export async function cancellations(asked: Asked, lines: TakenBack, choices: Choices): Promise<Cancellations> {
  const { file, net, filter, customer, marks } = lines;
  const none: Cancellations = { filter, customer, reversals: undefined, decisions: [] };
  if (marks.length === 0 || [net, customer.expression, filter ?? ""].some(looksAround)) return none;
  const money = `try_cast((${net}) as decimal(18, 4))`;
  const isBack = `coalesce((${marks.map(({ condition }) => condition).join(" or ")}) and ${money} < 0, false)`;
  const who = customer.expression;
  const isLine = filter === undefined ? `not ${isBack}` : `(${filter}) and not ${isBack}`;
  const hasBought = `coalesce(bool_or(${isLine}) over (partition by ${who}), false)`;
  const isReversal = `${isBack} and nullif((${who})::varchar, '') is not null and ${hasBought}`;
  const found = await sums(asked, file, { money, isBack, isReversal, who, filter });
  if (found.reversals === 0) return none;
  const { decision, option } = answered(choices, {
    id: "cancellations",
    about: "cancelled lines",
    because: marks.map(({ says }) => says).join("; "),
    isShown: true,
    effect: `${linesText(found.reversals)}, ${sumText(found.sum)}${found.others === 0 ? "" : `; ${linesText(found.others)}, ${sumText(found.othersSum)}, without a purchase of the customer stay order lines, without a customer`}`,
    options: [
      { id: "reversals", says: "reversals of what the customer bought before, off net revenue", isReversed: true },
      { id: "lines", says: "order lines of negative amounts", isReversed: false },
    ],
  });
  if (!option.isReversed) return { ...none, decisions: [decision] };
  const both = (condition: string) => (filter === undefined ? condition : `(${filter}) and ${condition}`);
  return {
    filter: both(`not (${isReversal})`),
    customer: found.strangers === 0 ? customer : ofBuyers(customer, isBack),
    reversals: { filter: both(isReversal), amount: amountOf(money) },
    decisions: [decision],
  };
}

/** The customer, or null for customers without a purchase among the remaining lines. */
function ofBuyers(customer: ColumnProposal, isBack: string): ColumnProposal {
  const { expression } = customer;
  return {
    ...customer,
    expression: `case when bool_or(not ${isBack}) over (partition by ${expression}) then ${expression} end`,
    ofRow: expression,
    reason: `${customer.reason}; someone who bought nothing is not a customer`,
  };
}

function amountOf(money: string): ColumnProposal {
  return {
    column: "amount",
    expression: `-${money}`,
    own: undefined,
    reason: "the amount that the line reverses",
    confidence: "likely",
    others: [],
  };
}

interface Conditions {
  readonly money: string;
  readonly isBack: string;
  readonly isReversal: string;
  readonly who: string;
  readonly filter: string | undefined;
}

/** Lines that are reversals, lines that stay, and customers who only took back, with counts and sums. */
async function sums(asked: Asked, file: SampledFile, { money, isBack, isReversal, who, filter }: Conditions) {
  const [row = []] = await asked.rows(
    `select count(*) filter (where is_reversal), (sum(net) filter (where is_reversal))::decimal(38, 2)::varchar,
       count(*) filter (where not is_reversal), (sum(net) filter (where not is_reversal))::decimal(38, 2)::varchar,
       count(distinct who) filter (where not is_reversal)
     from (select ${money} as net, ${isBack} as is_back, ${isReversal} as is_reversal, nullif((${who})::varchar, '') as who,
       (${filter ?? "true"}) as is_kept from ${file.table}) where is_back and is_kept`,
  );
  const [reversals, sum, others, othersSum, strangers] = row;
  return {
    reversals: Number(reversals ?? 0),
    sum: String(sum ?? "0"),
    others: Number(others ?? 0),
    othersSum: String(othersSum ?? "0"),
    strangers: Number(strangers ?? 0),
  };
}
