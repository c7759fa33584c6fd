import type { DecidedLines } from "./decide-lines.ts";
import type { RefundSource } from "./joined-refunds.ts";
import { nameOfParts } from "./name-of-parts.ts";
import { type ColumnProposal, type FileGroup, type ProposedJoin, type TableProposal, tableOf } from "./proposal.ts";
import type { Reader } from "./propose-columns.ts";
import type { LookupJoin } from "./relation.ts";
import type { SampledFile } from "./sampled-file.ts";
import { sqlName } from "./sql-name.ts";
import type { StateSource } from "./states-beside.ts";

/** The order lines as decided, and the reversals in their own file. */
export function tablesOf(
  reader: Reader,
  group: FileGroup,
  joins: readonly LookupJoin[],
  file: SampledFile,
  { refunds, states }: { readonly refunds: RefundSource | undefined; readonly states: StateSource | undefined },
  decided: DecidedLines,
  made: ReadonlyMap<string, SampledFile>,
): readonly [lines: TableProposal, ...reversals: TableProposal[]] {
  const { columns, filter, fill, hasGuests, usesRefunds, usesStates } = decided;
  const used = [
    ...(usesRefunds && refunds !== undefined ? [joinOfSums(refunds)] : []),
    ...(usesStates && states !== undefined ? [joinOfSums(states)] : []),
  ];
  const own = joins.map(({ group: to, on }): ProposedJoin => ({ ...filesOf(to), on, addUp: undefined }));
  const filled =
    fill === undefined
      ? undefined
      : [...made.values()].find(
          (each) =>
            each.table.startsWith("landing.work.filled_") && each.table.endsWith(file.table.split(".").at(-1) ?? ""),
        );
  const isPlain = group.length === 1 && joins.length === 0 && used.length === 0 && fill === undefined;
  const relation = isPlain ? undefined : (filled?.table ?? file.table);
  const lines = tableOf("transactions", group, {
    columns,
    filter,
    fill,
    hasGuests,
    joins: [...own, ...used],
    relation,
  });
  return [lines, ...reversalsOf(reader, lines, group, decided), ...takenBack(lines, group, decided)];
}

/** Lines that are reversals, assigned to the customer because they refer to no order. */
function takenBack(lines: TableProposal, group: FileGroup, { reversals }: DecidedLines): readonly TableProposal[] {
  const of = (name: string) => lines.columns.find(({ column }) => column === name);
  const [key, customer, date] = [of("transaction_id"), of("customer_id"), of("transacted_at")];
  if (reversals === undefined || customer === undefined || date === undefined) return [];
  const { amount, filter } = reversals;
  const columns = [
    ...(key === undefined ? [] : [asReversal("reversal_id", key)]),
    asReversal("customer_id", { ...customer, expression: customer.ofRow ?? customer.expression }),
    asReversal("reversed_at", date),
    kindOf(amount),
    amount,
  ];
  const notes = ["Lines that reverse a sale: each belongs to what the customer last bought before it."];
  const { fill, joins, relation } = lines;
  return [{ ...tableOf("reversals", group, { columns, notes }), filter, fill, joins, relation }];
}

function asReversal(column: string, from: ColumnProposal): ColumnProposal {
  return { ...from, column, reason: `as ${from.column} of the order lines`, others: [] };
}

function kindOf(amount: ColumnProposal): ColumnProposal {
  return { ...amount, column: "kind", expression: "'refund'", own: undefined, reason: "a refund" };
}

function joinOfSums({ group, join }: RefundSource | StateSource): ProposedJoin {
  return { ...filesOf(group), on: join.on, addUp: join.sums };
}

/** All parts of a file that is looked up in, by one name. */
function filesOf([first, ...others]: FileGroup): Pick<ProposedJoin, "file" | "files"> {
  const files = [first.name, ...others.map(({ name }) => name)] as const;
  return { file: nameOfParts(files), files };
}

/** Refunds in a column of the lines' own file, as reversals on the day of the order, because the file has no other day. */
function reversalsOf(
  reader: Reader,
  lines: TableProposal,
  group: FileGroup,
  { refunds, filter }: DecidedLines,
): readonly TableProposal[] {
  const of = (name: string) => lines.columns.find(({ column }) => column === name);
  const [key, date] = [of("transaction_id"), of("transacted_at")];
  if (refunds === undefined || key === undefined || date === undefined || /\bover \(/.test(key.expression)) return [];
  const columns = [
    asReversal("reversal_id", key),
    asReversal("transaction_id", key),
    asReversal("reversed_at", date),
    kindOf(refunds),
    refunds,
  ];
  const amount = `try_cast(${refunds.expression} as decimal(18, 4)) > 0`;
  const notes = [`Refunds in ${sqlName(refunds.own ?? "", reader.reserved)}, dated as the order.`];
  return [
    {
      ...tableOf("reversals", group, { columns, notes }),
      filter: filter === undefined ? amount : `${filter} and ${amount}`,
      fill: lines.fill,
      joins: lines.joins,
      relation: lines.relation,
    },
  ];
}
