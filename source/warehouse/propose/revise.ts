import { type TableName, tableNames } from "../mapping/contract-tables.ts";
import type { DayOrder } from "./day-order.ts";
import { matchKeys } from "./match-keys.ts";
import type { ColumnProposal, Proposal, TableProposal } from "./proposal.ts";
import type { Proposed } from "./propose.ts";
import { proposeColumn } from "./propose-columns.ts";
import { customersFrom, groupOf, proposeTable } from "./propose-tables.ts";
import { filesUsed } from "./whole-proposal.ts";

/** The user's choice for one column: another one of the file, none at all, or how its dates are read. */
export type Answer = { readonly own: string } | { readonly none: true } | { readonly dates: DayOrder };

/** The proposal with one column changed or added as the user chose; an unknown column changes nothing. */
export async function revised(proposed: Proposed, table: TableName, column: string, answer: Answer): Promise<Proposal> {
  const { proposal } = proposed;
  const found = proposal.tables.find((each) => each.table === table);
  if (!found) return proposal;
  const old = found.columns.find((each) => each.column === column);
  const replacement = "none" in answer ? [] : await changed(proposed, found, old ?? noColumn(column), answer);
  const columns = old
    ? found.columns.flatMap((each) => (each === old ? replacement : [each]))
    : [...found.columns, ...replacement.filter((each) => each.expression !== "")];
  return { ...proposal, tables: proposal.tables.map((each) => (each === found ? { ...found, columns } : each)) };
}

function noColumn(column: string): ColumnProposal {
  return { column, expression: "", own: undefined, reason: "", confidence: "unclear", others: [] };
}

async function changed(
  { files, reader }: Proposed,
  { table, from }: TableProposal,
  old: ColumnProposal,
  answer: Exclude<Answer, { readonly none: true }>,
): Promise<readonly ColumnProposal[]> {
  const file = files.find((each) => each.table === from[0]);
  const own = "own" in answer ? answer.own : old.own;
  const facts = file?.columns.find((each) => each.name === own);
  if (!file || !facts) return [old];
  const match = { column: old.column, facts, score: 1, name: 1 };
  const told = "dates" in answer ? { ...reader, dates: answer.dates } : reader;
  const column = await proposeColumn(told, table, file, match);
  return [{ ...column, reason: column.reason.replace("by its name", "as you said"), confidence: "sure" }];
}

/**
 * The proposal with one table made from another file (by its buildDatabase name), or left out; the other tables keep their changes.
 * Other order lines lead to a new proposal.
 */
export async function refilled(proposed: Proposed, table: TableName, from: string | undefined): Promise<Proposal> {
  const { proposal, files, reader } = proposed;
  const kept = proposal.tables.filter((each) => each.table !== table);
  const group = from === undefined ? undefined : groupOf(files, from);
  const lines = kept.find((each) => each.table === "transactions");
  const isOfLines = group?.some((file) => file.table === lines?.from[0]);
  const made =
    group === undefined
      ? []
      : table === "customers" && lines !== undefined && isOfLines
        ? await customersFrom(reader, lines, group)
        : [await proposeTable(reader, table, group)];
  const tables = [...kept, ...made].sort((a, b) => tableNames.indexOf(a.table) - tableNames.indexOf(b.table));
  await matchKeys(reader, tables, files);
  return { ...proposal, tables, ...filesUsed(files, tables) };
}
