import type { OtherNames } from "../files/aligned-names.ts";
import type { PeriodColumns } from "../files/period-columns.ts";
import type { KeyPair } from "../ingest/joined-sql.ts";
import type { TableName } from "../mapping/contract-tables.ts";
import type { Confidence } from "./confidence.ts";
import type { Decision } from "./decision.ts";

import type { SampledFile } from "./sampled-file.ts";
import type { ProposedDiscount } from "./several-discounts.ts";

/** Files that form one table, because their columns are nearly the same. */
export type FileGroup = readonly [SampledFile, ...SampledFile[]];

/** The origin of one contract column, and why. */
export interface ColumnProposal {
  readonly column: string;
  /** DuckDB SQL over the file's own columns. */
  readonly expression: string;
  /** The same using its own row alone, if the expression uses other rows. */
  readonly ofRow?: string;
  /** The file's column that it mainly comes from; undefined for an expression over several. */
  readonly own: string | undefined;
  readonly reason: string;
  readonly confidence: Confidence;
  /** Other columns of the file that it could be, best first. */
  readonly others: readonly string[];
}

/** A file that is joined to the lines, as the mapping file names it. */
export interface ProposedJoin {
  /** A name or a pattern. */
  readonly file: string;
  /** The names of its parts. */
  readonly files: readonly string[];
  readonly on: readonly KeyPair[];
  readonly addUp: Readonly<Record<string, string>> | undefined;
}

/** How one contract table is filled. */
export interface TableProposal {
  readonly table: TableName;
  readonly files: readonly string[];
  /** The table of a DuckDB file. */
  readonly tableName: string | undefined;
  /** Columns of lists within the files' records, each of whose objects becomes a row. */
  readonly lists: readonly string[];
  /** Columns that are filled on the first record of a group only. */
  readonly fillDown: readonly string[];
  /** Columns that are periods, each of which becomes a row. */
  readonly periods: PeriodColumns | undefined;
  /** Columns that some of the files call differently, by the name that is used. */
  readonly otherNames: OtherNames;
  readonly joins: readonly ProposedJoin[];
  readonly fill: { readonly by: string; readonly columns: readonly string[] } | undefined;
  readonly hasGuests: boolean;
  /** Comments above the table in the mapping file. */
  readonly notes: readonly string[];
  readonly filter: string | undefined;
  readonly distinctOn: string | undefined;
  readonly columns: readonly ColumnProposal[];
  readonly confidence: Confidence;
  /** Tables of the buildDatabase with the files. */
  readonly from: readonly string[];
  /** The table of the buildDatabase with the files joined and filled, if they are. */
  readonly relation: string | undefined;
}

/** The totals of a mapping. */
export interface Totals {
  /** Exact decimal text. */
  readonly netRevenue: string;
  readonly orders: number;
  readonly customers: number;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** A decision with the totals of each reading, as far as they were computed. */
export interface WeighedDecision extends Decision {
  readonly totals: Readonly<Record<string, Totals>>;
}

/** Something that order lines require and no column of a file provides. */
export interface Gap {
  readonly role: Missing;
  /** The file, by its name in the buildDatabase. */
  readonly file: string;
  readonly lines: string;
  /** Columns that it could be by their content. */
  readonly likely: readonly string[];
}

export interface Proposal {
  readonly name: string;
  /** What must be chosen before there are order lines; empty if nothing is missing. */
  readonly gaps: readonly Gap[];
  /** Kinds of reversals that are deducted from the lines' net revenue. */
  readonly netBefore: readonly string[];
  readonly currency: string;
  readonly currencyReason: string;
  readonly decisions: readonly WeighedDecision[];
  readonly totals: Totals;
  readonly tables: readonly TableProposal[];
  /** Discounts of the order lines, if they are in several columns. */
  readonly discounts: readonly ProposedDiscount[];
  /** Files that are used for no table, and tables without a file. */
  readonly unused: readonly string[];
  readonly unreadable: readonly UnreadFile[];
  readonly missing: readonly TableName[];
}

/** A file that could not be read, and why. */
export interface UnreadFile {
  readonly name: string;
  readonly why: string;
}

/** A table proposal whose confidence is that of its least certain column. */
export function tableOf(
  table: TableName,
  group: FileGroup,
  parts: Pick<TableProposal, "columns"> & Partial<TableProposal>,
): TableProposal {
  const isUnclear = parts.columns.some((column) => column.confidence === "unclear");
  const isLikely = parts.columns.some((column) => column.confidence === "likely");
  return {
    table,
    files: [...new Set(group.map((file) => file.name))],
    tableName: group[0].tableName,
    lists: group[0].lists ?? [],
    fillDown: group[0].fillDown ?? [],
    periods: periodsOf(group),
    otherNames: otherNamesOf(group),
    from: group.map((file) => file.table),
    ...{
      joins: [],
      fill: undefined,
      hasGuests: false,
      notes: [],
      filter: undefined,
      distinctOn: undefined,
      relation: undefined,
    },
    ...parts,
    confidence: isUnclear ? "unclear" : isLikely ? "likely" : "sure",
  };
}

function otherNamesOf(group: FileGroup): OtherNames {
  const pairs = group.flatMap(({ renamed }) => Object.entries(renamed ?? {}));
  const byName = Map.groupBy(pairs, ([as]) => as);
  return Object.fromEntries([...byName].map(([as, names]) => [as, [...new Set(names.map(([, name]) => name))]]));
}

/** The periods of all files of a table. */
function periodsOf(group: FileGroup): PeriodColumns | undefined {
  const [first] = group.flatMap(({ periods }) => periods ?? []);
  const columns = [...new Set(group.flatMap(({ periods }) => periods?.columns ?? []))];
  return first && { columns, date: first.date, amount: first.amount };
}

/** The tables of the buildDatabase that a proposal's expressions read. */
export function tablesUnder({ relation, from }: TableProposal): readonly string[] {
  return relation === undefined ? from : [relation];
}

/** `12,345`. */
export function counted(count: number): string {
  return count.toLocaleString("en-US");
}

/** Which of customer, date and amount a table lacks. */
export type Missing = "customer" | "date" | "amount";
