import { type TableName, tableNames } from "../contract-tables.ts";
import type { DayOrder } from "./date-style.ts";
import { matchKeys } from "./match-keys.ts";
import type { ColumnProposal, Proposal, TableProposal } from "./proposal.ts";
import { type Proposed, proposalOf } from "./propose.ts";
import { proposeColumn } from "./propose-columns.ts";
import { customersFrom, groupOf, proposeTable } from "./propose-tables.ts";
import { type FileGroup, proposeTransactions } from "./propose-transactions.ts";

/** What the user says of one column: another one of the file, none at all, or how its dates are to be read. */
export type Answer = { readonly own: string } | { readonly none: true } | { readonly dates: DayOrder };

/** The proposal with one column changed as the user says, or added; what is not known of is left as it is. */
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
  return [{ ...column, reason: column.reason.replace("named so", "as you said"), confidence: "sure" }];
}

/**
 * The proposal with one table made from another file (as the workbench calls it), or left out. What the order lines tell of
 * reversals and customers comes and goes with their file; the other tables stay as they were changed.
 */
export async function refilled(proposed: Proposed, table: TableName, from: string | undefined): Promise<Proposal> {
  const { proposal, files, reader } = proposed;
  const kept = proposal.tables.filter((each) => each.table !== table);
  const group = from === undefined ? undefined : groupOf(files, from);
  const made = await remade(proposed, kept, table, group);
  const names = new Set(made.map((each) => each.table));
  const tables = [...kept.filter((each) => !names.has(each.table)), ...made]
    .filter(isFilled)
    .sort((a, b) => tableNames.indexOf(a.table) - tableNames.indexOf(b.table));
  await matchKeys(reader, tables, files);
  const { currency, currencyReason } = proposal;
  return { ...proposalOf(proposal, files, tables), currency, currencyReason };
}

function isFilled(table: TableProposal): boolean {
  return table.columns.length > 0;
}

/** The table that is asked for and those that hang on it; one without columns is gone. */
async function remade(
  proposed: Proposed,
  kept: readonly TableProposal[],
  table: TableName,
  group: FileGroup | undefined,
): Promise<readonly TableProposal[]> {
  const { reader, proposal } = proposed;
  if (table === "transactions") return withLines(proposed, group);
  const lines = kept.find((each) => each.table === "transactions");
  const linesGroup = lines === undefined ? undefined : groupOf(proposed.files, lines.from[0] ?? "");
  const isOfLines = group !== undefined && linesGroup?.[0].table === group[0].table;
  if (table === "reversals" && lines !== undefined && linesGroup !== undefined) {
    const wereMarked = isMarkedIn(proposal.tables, lines);
    if (isOfLines || wereMarked) {
      const [own, marked] = await proposeTransactions(reader, linesGroup, !isOfLines);
      const told = { ...lines, filter: own?.filter, notes: own?.notes ?? [] };
      if (isOfLines && marked !== undefined) return [told, marked];
      return group === undefined ? [told] : [told, await proposeTable(reader, table, group)];
    }
  }
  if (group === undefined) return [];
  if (table === "customers" && lines !== undefined && isOfLines) return customersFrom(reader, lines, group);
  return [await proposeTable(reader, table, group)];
}

/** Order lines of another file, with the reversals and customers that they tell of. */
async function withLines(
  { proposal: { tables }, reader }: Proposed,
  group: FileGroup | undefined,
): Promise<readonly TableProposal[]> {
  const before = tables.find((each) => each.table === "transactions");
  const reversals = tables.find((each) => each.table === "reversals");
  const customers = tables.find((each) => each.table === "customers");
  const hasOwnReversals = reversals !== undefined && !isMarkedIn(tables, before);
  const told = [
    ...(reversals !== undefined && !hasOwnReversals ? [{ ...reversals, columns: [] }] : []),
    ...(customers?.distinctOn !== undefined ? [{ ...customers, columns: [] }] : []),
  ];
  if (group === undefined) return told;
  const made = await proposeTransactions(reader, group, hasOwnReversals);
  const [lines] = made;
  const derived =
    lines !== undefined && (customers === undefined || customers.distinctOn !== undefined)
      ? await customersFrom(reader, lines, group)
      : [];
  const all = [...made, ...derived];
  return [...told.filter((each) => !all.some((one) => one.table === each.table)), ...all];
}

function isMarkedIn(tables: readonly TableProposal[], lines: TableProposal | undefined): boolean {
  const reversals = tables.find((each) => each.table === "reversals");
  return reversals !== undefined && reversals.from[0] === lines?.from[0];
}
