import type { TableName } from "../contract-tables.ts";
import type { DayOrder } from "./date-style.ts";
import type { ColumnProposal, Proposal } from "./proposal.ts";
import type { Proposed } from "./propose.ts";
import { proposeColumn } from "./propose-columns.ts";

/** What the user says of one column: another one of the file, none at all, or how its dates are to be read. */
export type Answer = { readonly own: string } | { readonly none: true } | { readonly dates: DayOrder };

/** The proposal with one column changed as the user says; what is not known of is left as it is. */
export async function revised(proposed: Proposed, table: TableName, column: string, answer: Answer): Promise<Proposal> {
  const { proposal } = proposed;
  const found = proposal.tables.find((each) => each.table === table);
  const old = found?.columns.find((each) => each.column === column);
  if (!found || !old) return proposal;
  const replacement = "none" in answer ? [] : await changed(proposed, table, old, answer);
  const columns = found.columns.flatMap((each) => (each === old ? replacement : [each]));
  return { ...proposal, tables: proposal.tables.map((each) => (each === found ? { ...found, columns } : each)) };
}

async function changed(
  { proposal, files, reader }: Proposed,
  table: TableName,
  old: ColumnProposal,
  answer: Exclude<Answer, { readonly none: true }>,
): Promise<readonly ColumnProposal[]> {
  const from = proposal.tables.find((each) => each.table === table)?.from[0];
  const file = files.find((each) => each.table === from);
  const own = "own" in answer ? answer.own : old.own;
  const facts = file?.columns.find((each) => each.name === own);
  if (!file || !facts) return [old];
  const match = { column: old.column, facts, score: 1, name: 1 };
  const told = "dates" in answer ? { ...reader, dates: answer.dates } : reader;
  const column = await proposeColumn(told, table, file, match);
  return [{ ...column, reason: column.reason.replace("named so", "as you said"), confidence: "sure" }];
}
