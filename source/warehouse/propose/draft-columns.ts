import { type DraftChoice, type DraftColumn, leftOut } from "../../domain/mapping-draft.ts";
import { contractOf } from "../mapping/contract-tables.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import { columnNameScore } from "./names.ts";
import { numberShare } from "./number-style.ts";
import { type ColumnProposal, counted, type TableProposal } from "./proposal.ts";
import type { SampledFile } from "./sampled-file.ts";

/** The contract's columns of a table, and what each could come from; `file` is the file that the table is read from. */
export function draftColumns(table: TableProposal, file: SampledFile | undefined): readonly DraftColumn[] {
  const { columns, required } = contractOf(table.table);
  return columns.map((column) => {
    const found = table.columns.find((each) => each.column === column);
    return {
      column,
      isRequired: required.includes(column) || (column === "net_revenue" && table.table === "transactions"),
      expression: found?.expression,
      reason: found?.reason ?? "",
      confidence: found?.confidence,
      choices: file === undefined ? [] : columnChoices(file, found),
    };
  });
}

/** First the other columns that it could be, then the rest of the file, then none. */
function columnChoices(file: SampledFile, found: ColumnProposal | undefined): readonly DraftChoice[] {
  const likely = [...(found?.own === undefined ? [] : [found.own]), ...(found?.others ?? [])];
  const order = [...new Set([...likely, ...file.columns.map((facts) => facts.name)])];
  const own = columnsInOrder(file, order).map((choice) => ({ ...choice, value: `own:${choice.value}` }));
  const isDate = /month first|day first/.test(found?.reason ?? "");
  const orders = [
    { value: "day-first", label: "dates with the day first", detail: "03/04/2024 is the third of April" },
    { value: "month-first", label: "dates with the month first", detail: "03/04/2024 is the fourth of March" },
  ];
  const none = { value: leftOut, label: "nothing", detail: "leave this column out" };
  return [...(isDate ? orders : []), ...own, none];
}

/** Columns of a file by name, each with a description of its values. */
export function columnsInOrder(file: SampledFile, names: readonly string[]): readonly DraftChoice[] {
  return names.flatMap((name) => {
    const facts = file.columns.find((each) => each.name === name);
    return facts === undefined ? [] : [{ value: name, label: name, detail: detailOf(facts, file.records) }];
  });
}

const naming = ["email", "first_name", "last_name", "phone", "address_postal_code"];

/** Whether the values of a column could identify a person. */
export function isPersonal(facts: ColumnFacts): boolean {
  return facts.email > 0.5 || naming.some((column) => columnNameScore("customers", column, facts.name) > 0.5);
}

/** Describes the values of a column, without values that could identify a person. */
function detailOf(facts: ColumnFacts, records: number): string {
  const empty = records === 0 ? 0 : 1 - facts.filled / records;
  const gaps = empty === 0 || facts.filled === 0 ? "" : `, ${(100 * empty).toFixed(1)} % empty`;
  return `${kindOf(facts)}${gaps}`;
}

function kindOf(facts: ColumnFacts): string {
  if (facts.filled === 0) return "empty";
  if (facts.email > 0.5) return "e-mail addresses";
  if (dateShare(facts) > 0.5) return "dates";
  const unique = facts.isUnique ? ", each once" : "";
  if (numberShare(facts) > 0.5) return `numbers${unique}`;
  if (facts.words.length === 0 || isPersonal(facts) || unique !== "") return `texts${unique}`;
  return `${counted(facts.words.length)} ${facts.words.length === 1 ? "word" : "words"}: ${facts.words.slice(0, 4).join(", ")}`;
}
