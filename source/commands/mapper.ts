import { type CountingNews, type DraftChange, draftFault, leftOut } from "../domain/mapping-draft.ts";
import { mappingErrors } from "../errors/mapping.ts";
import { textIfReadable } from "../small-file.ts";
import type { Mapper } from "../ui/state/core.ts";
import type { Choices } from "../warehouse/propose/decision.ts";
import type { KnownPreviews } from "../warehouse/propose/draft.ts";
import type { Proposal } from "../warehouse/propose/proposal.ts";
import type { Proposed } from "../warehouse/propose/propose.ts";
import type { SampleSize } from "../warehouse/propose/sample-size.ts";
import type { SampledFile } from "../warehouse/propose/sampled-file.ts";
import { counted, openFirst, openProposal, turns } from "./open-proposal.ts";
import { saveMapping } from "./save-mapping.ts";

/** What was decided about a mapping, to continue from when it is opened again. */
export interface Decided {
  /** Columns of the files it was decided for. */
  of: string;
  /** The user's changes, oldest first; the proposal is rebuilt from them. */
  changes: DraftChange[];
  /** The mapping file as last written. */
  written: { readonly file: string; readonly text: string } | undefined;
}

export function nothingDecided(): Decided {
  return { of: "", changes: [], written: undefined };
}

/**
 * A mapping of a source while it is viewed and changed: the proposal of "grounds map" with the files open until it is
 * closed, continuing from what was `decided` if the files still have the same columns. Of large files samples are read first;
 * the draft of all rows follows, with the same changes. Rejects with UserError if there is nothing to choose from.
 */
export async function openMapper(
  source: string,
  signal: AbortSignal,
  onProgress: (done: number) => void,
  decided: Decided = nothingDecided(),
  sample?: SampleSize,
): Promise<Mapper> {
  const { draftOf } = await import("../warehouse/propose/draft.ts");
  const { changesBetween } = await import("../warehouse/propose/changes-between.ts");
  const asked = { source, mayHaveGaps: true };
  let open = await openFirst({ ...asked, signal, onProgress }, sample);
  let known: KnownPreviews = new Map();
  const draftAfter = async (changes: readonly DraftChange[]) =>
    draftOf({ ...open.proposed, proposal: await proposalAfter(open.proposed, changes) }, source, known);
  beginAnewWithOthers(decided, open.proposed.files);
  const draft = await draftAfter(decided.changes);
  let current = draft;
  const inTurn = turns();
  const count = async (counting: AbortSignal, tell: (news: CountingNews) => void) => {
    const all = await openProposal({
      ...{ ...asked, signal: AbortSignal.any([signal, counting]) },
      onProgress: (done) => tell({ kind: "counting", done }),
    });
    await inTurn(async () => {
      const [before, samples] = [current, open];
      [open, known] = [all, new Map()];
      current = await draftAfter(decided.changes);
      tell({ kind: "counted", draft: current, changes: changesBetween(before, current, decided.changes) });
      await samples.close();
    });
  };
  const counting = draft.isCounted ? undefined : counted(count);
  return {
    draft,
    ...(counting === undefined ? {} : { follow: counting.follow }),
    change: (change) =>
      inTurn(async () => {
        if (change.kind === "undo" && decided.changes.length === 0) return undefined;
        const changes = change.kind === "undo" ? decided.changes.slice(0, -1) : [...decided.changes, change];
        current = await draftAfter(changes);
        decided.changes = changes;
        return current;
      }),
    async accept() {
      if (!current.isCounted) throw mappingErrors.notCounted();
      const fault = draftFault(current);
      if (fault !== undefined) throw mappingErrors.notReady({ fault });
      const { text } = current;
      const { file } = await saveMapping(text, source, { isOverwriting: isAsWritten(decided) });
      decided.written = { file, text };
      return file;
    },
    async close() {
      await counting?.stop();
      await open.close();
    },
  };
}

/** The proposal with the readings that the user chose, and then the user's changes to columns and tables. */
async function proposalAfter(first: Proposed, changes: readonly DraftChange[]): Promise<Proposal> {
  const { changedBy } = await import("../warehouse/propose/draft.ts");
  const choices: Record<string, string> = Object.assign({}, ...changes.map(choicesOf));
  let proposal = Object.keys(choices).length === 0 ? first.proposal : await first.propose(choices);
  for (const change of changes) {
    if (Object.keys(choicesOf(change)).length === 0) proposal = await changedBy({ ...first, proposal }, change);
  }
  return proposal;
}

/** The readings that a change chooses; empty if it changes a column or a table. */
function choicesOf(change: DraftChange): Choices {
  if (change.kind === "decision") return { [change.id]: change.value };
  if (change.kind === "gap") return { [change.role]: change.value, lines: change.lines };
  if (change.kind === "undo" || change.table !== "transactions" || change.value === leftOut) return {};
  return change.kind === "table" ? { lines: change.value } : choicesOfColumn(change.column, change.value);
}

const roles: Readonly<Record<string, string>> = {
  customer_id: "customer",
  transacted_at: "date",
  net_revenue: "amount",
};

/** The sources of customer, date and amount are decided together with everything that depends on them. */
function choicesOfColumn(column: string, value: string): Choices {
  const role = roles[column];
  if (role === undefined) return {};
  if (value === "day-first" || value === "month-first") return { dates: value };
  return value.startsWith("own:") ? { [role]: value.slice("own:".length) } : {};
}

function beginAnewWithOthers(decided: Decided, files: readonly SampledFile[]): void {
  const of = JSON.stringify(
    files.map(({ name, tableName, columns }) => [name, tableName, columns.map((one) => one.name)]),
  );
  if (of === decided.of) return;
  decided.of = of;
  decided.changes = [];
}

/** Whether the file is the one that was accepted before, unchanged. */
function isAsWritten({ written }: Decided): boolean {
  return written !== undefined && textIfReadable(written.file) === written.text;
}
