import {
  type DraftChange,
  type DraftChoice,
  type DraftColumn,
  type DraftPreview,
  type DraftTable,
  leftOut,
  type MappingDraft,
} from "../../domain/mapping-draft.ts";
import { contractOf, isTableName, tableNames } from "../contract-tables.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import { currencyColumn, currencyLine, withCurrency } from "./draft-currency.ts";
import { columnNameScore } from "./names.ts";
import { numberShare } from "./number-style.ts";
import { previewTables } from "./preview.ts";
import { type ColumnProposal, counted, type Proposal, type TableProposal } from "./proposal.ts";
import type { Proposed } from "./propose.ts";
import { type Answer, refilled, revised } from "./revise.ts";
import type { SampledFile } from "./sampled-file.ts";
import { mappingText } from "./write-mapping.ts";

/** Rows of a table that a draft shows. */
const sampleRows = 8;

/** Previews that were made already, by the table as it was then. */
export type KnownPreviews = Map<TableProposal, Pick<DraftTable, "preview" | "problem">>;

/** A proposal as a draft for a screen, each table with its first rows as mapped. */
export async function draftOf(proposed: Proposed, source: string, known: KnownPreviews): Promise<MappingDraft> {
  const { proposal } = proposed;
  const tables: DraftTable[] = [];
  for (const name of tableNames) {
    const found = proposal.tables.find((each) => each.table === name);
    const choices = fileChoices(proposed.files);
    if (found === undefined) {
      const none = { files: [], notes: [], filter: undefined, columns: [], preview: undefined, problem: undefined };
      tables.push({ table: name, choices, ...none });
      continue;
    }
    const shown = known.get(found) ?? (await previewOf(proposed, found));
    known.set(found, shown);
    const { files, notes, filter } = found;
    const amounts = name === "transactions" ? [currencyLine(proposal)] : [];
    const columns = [...columnsOf(proposed, found), ...amounts];
    tables.push({ ...{ table: name, files, notes, filter, choices, columns }, ...shown });
  }
  const isFilled = (table: DraftTable) => table.files.length > 0;
  return {
    source,
    tables: [...tables.filter(isFilled), ...tables.filter((table) => !isFilled(table))],
    notes: notesOf(proposal),
    text: mappingText(proposal),
  };
}

/** The proposal after a change that the user made; what is not known of changes nothing. Taking back is the caller's. */
export async function changedBy(proposed: Proposed, change: DraftChange): Promise<Proposal> {
  if (change.kind === "undo" || !isTableName(change.table)) return proposed.proposal;
  if (change.kind === "table") {
    return refilled(proposed, change.table, change.value === leftOut ? undefined : change.value);
  }
  if (change.column === currencyColumn) return withCurrency(proposed.proposal, change.value);
  const answer = answerOf(change.value);
  return answer === undefined ? proposed.proposal : revised(proposed, change.table, change.column, answer);
}

function answerOf(value: string): Answer | undefined {
  if (value === leftOut) return { none: true };
  if (value === "day-first" || value === "month-first") return { dates: value };
  return value.startsWith("own:") ? { own: value.slice("own:".length) } : undefined;
}

async function previewOf(
  proposed: Proposed,
  table: TableProposal,
): Promise<{ readonly preview: DraftPreview | undefined; readonly problem: string | undefined }> {
  try {
    const alone = { ...proposed, proposal: { ...proposed.proposal, tables: [table] } };
    const [preview] = await previewTables(alone, sampleRows);
    return { preview, problem: undefined };
  } catch (error) {
    if (!(error instanceof Error) || error.name === "AbortError") throw error;
    return { preview: undefined, problem: error.message.split("\n")[0] ?? "" };
  }
}

function columnsOf({ files }: Proposed, table: TableProposal): readonly DraftColumn[] {
  const { columns, required } = contractOf(table.table);
  const file = files.find((each) => each.table === table.from[0]);
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

/** The other columns that it could be first, then the rest of the file, then nothing. */
function columnChoices(file: SampledFile, found: ColumnProposal | undefined): readonly DraftChoice[] {
  const likely = [...(found?.own === undefined ? [] : [found.own]), ...(found?.others ?? [])];
  const order = [...new Set([...likely, ...file.columns.map((facts) => facts.name)])];
  const own = order.flatMap((name) => {
    const facts = file.columns.find((each) => each.name === name);
    return facts === undefined ? [] : [{ value: `own:${name}`, label: name, detail: detailOf(facts, file.records) }];
  });
  const isDate = /month first|day first/.test(found?.reason ?? "");
  const orders = [
    { value: "day-first", label: "dates with the day first", detail: "03/04/2024 is the third of April" },
    { value: "month-first", label: "dates with the month first", detail: "03/04/2024 is the fourth of March" },
  ];
  const none = { value: leftOut, label: "nothing", detail: "leave this column out" };
  return [...(isDate ? orders : []), ...own, none];
}

const personal = ["email", "first_name", "last_name"];

/** What a column holds, without the values that could name a person. */
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
  const isPersonal = personal.some((column) => columnNameScore("customers", column, facts.name) > 0.5);
  if (facts.words.length === 0 || isPersonal || unique !== "") return `texts${unique}`;
  return `${counted(facts.words.length)} ${facts.words.length === 1 ? "word" : "words"}: ${facts.words.slice(0, 4).join(", ")}`;
}

function fileChoices(files: readonly SampledFile[]): readonly DraftChoice[] {
  return [
    ...files.map((file) => ({
      value: file.table,
      label: file.tableName === undefined ? file.name : `${file.name}, ${file.tableName}`,
      detail: `${counted(file.records)} records: ${file.columns.map((column) => column.name).join(", ")}`,
    })),
    { value: leftOut, label: "nothing", detail: "leave this table out" },
  ];
}

function notesOf({ currency, unreadable, unused }: Proposal): readonly string[] {
  return [
    `amounts in ${currency}`,
    ...unreadable.map(({ name, why }) => `Could not be read: ${name}: ${why}`),
    ...(unused.length === 0 ? [] : [`Not used: ${unused.join(", ")}`]),
  ];
}
