import {
  type DraftChange,
  type DraftChoice,
  type DraftPreview,
  type DraftTable,
  leftOut,
  type MappingDraft,
} from "../../domain/mapping-draft.ts";
import { quoteName } from "../database/sql-text.ts";
import { isTableName, tableNames } from "../mapping/contract-tables.ts";
import { draftColumns, isPersonal } from "./draft-columns.ts";
import { currencyColumn, currencyLine, withCurrency } from "./draft-currency.ts";
import { draftDecisions, draftFiles, draftGaps } from "./draft-decisions.ts";
import { previewTables } from "./preview.ts";
import { counted, type Proposal, type TableProposal } from "./proposal.ts";
import type { Proposed } from "./propose.ts";
import { type Answer, refilled, revised } from "./revise.ts";
import { isSample, type SampledFile } from "./sampled-file.ts";
import { uncounted } from "./uncounted.ts";
import { mappingText } from "./write-mapping.ts";

/** Rows of a table that a draft shows. */
const sampleRows = 8;

const notCounted = "# From samples of the files: it can be written once every row is counted.\n";

/** Columns of a file that are shown unmapped. */
const mostShown = 40;

/** Previews made so far, by the table they were made for. */
export type KnownPreviews = Map<TableProposal, Pick<DraftTable, "preview" | "problem">>;

/** A proposal as a draft for the screen, each table with its first rows as mapped; one from samples has no figures. */
export async function draftOf(proposed: Proposed, source: string, known: KnownPreviews): Promise<MappingDraft> {
  const proposal = uncounted(proposed);
  const tables: DraftTable[] = [];
  for (const name of tableNames) {
    const found = proposal.tables.find((each) => each.table === name);
    const choices = fileChoices(proposed.files);
    if (found === undefined) {
      const none = {
        files: [],
        from: undefined,
        notes: [],
        filter: undefined,
        columns: [],
        preview: undefined,
        problem: undefined,
      };
      tables.push({ table: name, choices, ...none });
      continue;
    }
    const own = proposed.proposal.tables.find((each) => each.table === name) ?? found;
    const shown = known.get(own) ?? (await previewOf(proposed, own));
    known.set(own, shown);
    const { files, notes, filter } = found;
    const amounts = name === "transactions" ? [currencyLine(proposal)] : [];
    const file = proposed.files.find((each) => each.table === found.from[0]);
    const others = draftColumns(found, file).filter(({ column }) => amounts.every((line) => line.column !== column));
    const columns = [...others, ...amounts];
    tables.push({ ...{ table: name, files, from: found.from[0], notes, filter, choices, columns }, ...shown });
  }
  const isFilled = (table: DraftTable) => table.files.length > 0;
  return {
    source,
    isCounted: !proposed.isSampled,
    totals: await totalsIfAny(proposed),
    currency: proposal.currency,
    gaps: draftGaps(proposal, proposed.files),
    decisions: draftDecisions(proposal),
    files: draftFiles({ ...proposed, proposal }),
    tables: [...tables.filter(isFilled), ...tables.filter((table) => !isFilled(table))],
    notes: notesOf(proposal),
    text: `${proposed.isSampled ? notCounted : ""}${mappingText(proposal)}`,
  };
}

/** The totals; undefined if something is still missing, or an expression fails. */
async function totalsIfAny({ proposal, weigh, isSampled }: Proposed) {
  if (proposal.gaps.length > 0 || isSampled) return undefined;
  try {
    return await weigh(proposal);
  } catch (error) {
    if (!(error instanceof Error) || error.name === "AbortError") throw error;
    return undefined;
  }
}

/** The proposal after the user changed a column or a table; an unknown one changes nothing. */
export async function changedBy(proposed: Proposed, change: DraftChange): Promise<Proposal> {
  if ((change.kind !== "table" && change.kind !== "column") || !isTableName(change.table)) return proposed.proposal;
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
  if (proposed.proposal.gaps.length > 0) return { preview: await rowsOfFile(proposed, table), problem: undefined };
  try {
    const alone = { ...proposed, proposal: { ...proposed.proposal, tables: [table] } };
    const [preview] = await previewTables(alone, sampleRows);
    return { preview: preview && shownOf(proposed, table, preview), problem: undefined };
  } catch (error) {
    if (!(error instanceof Error) || error.name === "AbortError") throw error;
    return { preview: undefined, problem: error.message.split("\n")[0] ?? "" };
  }
}

/** Of samples, the rows but not how many there are; and none where a row may be one that stands in. */
function shownOf(
  { isSampled, standIns }: Proposed,
  { from, joins }: TableProposal,
  preview: DraftPreview,
): DraftPreview {
  if (!isSampled) return preview;
  const isMade = from.some((table) => standIns.has(table)) || (joins.length > 0 && standIns.size > 0);
  return { ...preview, rows: undefined, bad: 0, sample: isMade ? [] : preview.sample };
}

/** The first rows as in the file, to choose a column by. */
async function rowsOfFile(proposed: Proposed, table: TableProposal): Promise<DraftPreview | undefined> {
  const { files, connection } = proposed;
  const file = files.find((each) => each.table === table.from[0]);
  if (file === undefined) return undefined;
  const columns = file.columns.slice(0, mostShown);
  const list = columns.map((facts) =>
    isPersonal(facts) ? `if(${quoteName(facts.name)} is null, null, '(personal)')` : quoteName(facts.name),
  );
  const { rows } = await connection.database.query(
    `select ${list.join(", ")} from ${file.table} order by _record limit ${sampleRows}`,
  );
  const sample = rows.map((row) => row.map((value) => (value === null ? null : String(value))));
  const names = columns.map(({ name }) => name);
  return shownOf(proposed, table, { rows: file.records, bad: 0, columns: names, sample, isOfFile: true });
}

function fileChoices(files: readonly SampledFile[]): readonly DraftChoice[] {
  return [
    ...files.map((file) => ({
      value: file.table,
      label: file.tableName === undefined ? file.name : `${file.name}, ${file.tableName}`,
      detail: `${isSample(file) ? "…" : counted(file.records)} records: ${file.columns.map((column) => column.name).join(", ")}`,
    })),
    { value: leftOut, label: "nothing", detail: "leave this table out" },
  ];
}

function notesOf({ currency, gaps, unreadable, unused }: Proposal): readonly string[] {
  return [
    ...(gaps.length === 0 ? [`amounts in ${currency}`] : []),
    ...unreadable.map(({ name, why }) => `Could not be read: ${name}: ${why}`),
    ...(unused.length === 0 ? [] : [`Not used: ${unused.join(", ")}`]),
  ];
}
