import type { WeighedBase } from "./amount-bases.ts";
import { answered, type Choices } from "./decision.ts";
import type { LinesScene } from "./lines-scene.ts";
import { type ColumnProposal, counted } from "./proposal.ts";
import { baseExpression, type Formula, type Writer } from "./revenue-expression.ts";
import { sqlName } from "./sql-name.ts";

/** Whether refunds of another file are still to be deducted from the lines. */
export async function refundsDecision(
  { asked, refunds }: LinesScene,
  writer: Writer,
  { base }: WeighedBase,
  choices: Choices,
) {
  if (refunds === undefined) return { isOff: false, decisions: [] };
  const own = sqlName(refunds.column, writer.reserved);
  const [whole = 0, money = 0] = await asked.numbers(
    `select count(*) filter (where abs(goods - back) < 0.0051 and goods > 0), coalesce(sum(back), 0) from (
       select sum(goods) as goods, max(back) as back from (
         select ${baseExpression(writer, base)} as goods, try_cast(${own} as decimal(18, 4)) as back, ${sqlName(refunds.own, writer.reserved)} as owner
         from ${writer.file.table}) group by owner) where back <> 0`,
  );
  if (money === 0) return { isOff: false, decisions: [] };
  const isContract = base.column.toLowerCase() === "net_revenue";
  const off = { id: "off", says: `refunds of ${refunds.file} taken off` };
  const left = { id: "in", says: `refunds of ${refunds.file} are off already` };
  const { decision, option } = answered(choices, {
    id: "refund-file",
    about: `refunds in ${refunds.file}`,
    because: isContract
      ? "net_revenue is after refunds, as the contract has it"
      : whole > 0
        ? `${counted(whole)} refunds are as large as what they give back: the amounts are as they were before`
        : "no column proves it",
    isShown: isContract || whole > 0,
    options: isContract ? [left, off] : [off, left],
  });
  return { isOff: option.id === "off", decisions: [decision] };
}
/** Refunds in a column of the lines, to be booked as reversals too. */
export function refundColumn(writer: Writer, { parts }: Formula): ColumnProposal | undefined {
  const [part] = parts.filter(({ column }) => column.kind === "refund");
  const facts = writer.file.columns.find(({ name }) => name === part?.column.name);
  if (part === undefined || facts === undefined || part.column.level === "each") return undefined;
  return {
    column: "amount",
    expression: `abs(${writer.numbers.typedOf(facts)})`,
    own: facts.name,
    reason: `${facts.name}, taken off the net revenue`,
    confidence: "likely",
    others: [],
  };
}
