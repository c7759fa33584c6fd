import { readingLine } from "../../domain/file-reading.ts";
import type { DraftDecision, DraftFile, DraftGap } from "../../domain/mapping-draft.ts";
import { columnsInOrder } from "./draft-columns.ts";
import type { Proposal, WeighedDecision } from "./proposal.ts";
import type { Proposed } from "./propose.ts";
import { nameOf, type SampledFile } from "./sampled-file.ts";
import { tablesOf } from "./tables-of.ts";
import { withoutCounts } from "./uncounted.ts";

/** What must be chosen, each with the columns of its file, likeliest first. */
export function draftGaps({ gaps }: Proposal, files: readonly SampledFile[]): readonly DraftGap[] {
  return gaps.map(({ role, file, lines, likely }) => {
    const own = files.find((each) => each.table === lines);
    const names = new Set([...likely, ...(own?.columns ?? []).map(({ name }) => name)]);
    return { role, file, lines, choices: own === undefined ? [] : columnsInOrder(own, [...names]) };
  });
}

/** The decisions, those that the data does not prove first, answered or not, so that an answer moves none of them. */
export function draftDecisions({ decisions }: Proposal): readonly DraftDecision[] {
  return decisions.toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a))).map(draftDecision);
}

function isOpen({ isAssumption, totals }: WeighedDecision): boolean {
  return isAssumption || Object.keys(totals).length > 1;
}

function draftDecision(decision: WeighedDecision): DraftDecision {
  const { id, about, taken, because, effect, isAssumption, options, totals } = decision;
  const readings = options.map(({ id: reading, says, less }) => ({
    ...{ id: reading, says, totals: totals[reading] },
    isOutOfReach: less !== undefined,
  }));
  return { id, about, taken, because, effect, isAssumption, readings };
}

/** Every file of the source: how it was read and its use, or why it is not used. */
export function draftFiles({ proposal, files }: Pick<Proposed, "proposal" | "files">): readonly DraftFile[] {
  return [
    ...files.map((file) => ({ name: nameOf(file), tables: tablesOf(file, proposal), says: readingText(file) })),
    ...proposal.unreadable.map(({ name, why }) => ({ name, tables: [], says: why })),
  ];
}

/** How a file was read, without its name. */
function readingText({ reading, share }: SampledFile): string {
  const { file, leftOut } = reading;
  const text = readingLine({ ...reading, leftOut: share < 1 ? [] : leftOut }).slice(file.length + 2);
  return [share < 1 ? withoutCounts(text) : text, ...reading.notes].join("; ");
}
