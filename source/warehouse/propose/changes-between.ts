import type { DraftChange, DraftColumn, DraftTable, MappingDraft } from "../../domain/mapping-draft.ts";
import { counted } from "./proposal.ts";
import { withoutCounts } from "./uncounted.ts";

/**
 * What all rows changed in a draft of samples, in words: what is missing now, decisions, tables, columns, files, the currency;
 * and the user's readings that are none any more.
 */
export function changesBetween(
  samples: MappingDraft,
  all: MappingDraft,
  chosen: readonly DraftChange[],
): readonly string[] {
  return [
    ...lost(all, chosen),
    ...(samples.currency === all.currency ? [] : [`amounts are in ${all.currency}, not ${samples.currency}`]),
    ...all.gaps.flatMap(({ role }) => (samples.gaps.some((gap) => gap.role === role) ? [] : [`${role} is missing`])),
    ...decisionChanges(samples, all),
    ...tableChanges(samples, all),
    ...fileChanges(samples, all),
  ];
}

/** Readings that the user chose, and that all rows rule out. */
function lost({ decisions }: MappingDraft, chosen: readonly DraftChange[]): readonly string[] {
  const last = new Map(chosen.flatMap((change) => (change.kind === "decision" ? [[change.id, change.value]] : [])));
  return [...last].flatMap(([id, value]) => {
    const decision = decisions.find((one) => one.id === id);
    if (decision === undefined) return [`your answer to ${id} is not needed any more`];
    return decision.taken === value ? [] : [`your answer to ${decision.about} is no longer possible`];
  });
}

function decisionChanges(samples: MappingDraft, all: MappingDraft): readonly string[] {
  const changed = all.decisions.flatMap((decision) => {
    const { id, about, taken, readings, isAssumption } = decision;
    const before = samples.decisions.find((one) => one.id === id);
    const says = readings.find((reading) => reading.id === taken)?.says ?? taken;
    if (before === undefined) return [`${about}: ${says}`];
    if (before.taken !== taken) return [`${about}: ${says}`];
    const earlier = before.readings.find((reading) => reading.id === taken)?.says ?? taken;
    if (withoutCounts(says) !== withoutCounts(earlier)) return [`${about}: ${says}`];
    if (before.isAssumption === isAssumption) return [];
    return [isAssumption ? `${about} is an assumption` : `${about} is certain`];
  });
  const gone = samples.decisions.filter(({ id }) => all.decisions.every((one) => one.id !== id));
  return [...changed, ...gone.map(({ about }) => `${about} is no question any more`)];
}

function tableChanges(samples: MappingDraft, all: MappingDraft): readonly string[] {
  return all.tables.flatMap((table) => {
    const before = samples.tables.find((one) => one.table === table.table);
    if (before?.files.join() !== table.files.join()) return [`${table.table}: ${table.files.join(", ") || "left out"}`];
    const problem = table.problem !== before.problem && table.problem !== undefined ? [table.problem] : [];
    const bad = table.preview?.bad ?? 0;
    const unread = bad === 0 ? [] : [`${counted(bad)} ${bad === 1 ? "row" : "rows"} of ${table.table} cannot be read`];
    const filter = table.filter === before.filter ? [] : [`which rows of ${table.table} are left out`];
    return [...problem, ...unread, ...filter, ...columnChanges(before, table)];
  });
}

function columnChanges(before: DraftTable, { table, columns }: DraftTable): readonly string[] {
  const isSame = (column: DraftColumn) => {
    const earlier = before.columns.find((one) => one.column === column.column);
    return earlier?.expression === column.expression && earlier?.confidence === column.confidence;
  };
  return columns.flatMap((column) => (isSame(column) ? [] : [`${table}.${column.column}`]));
}

/** Files of another use, or whose reading is another one but for the number of its records. */
function fileChanges(samples: MappingDraft, all: MappingDraft): readonly string[] {
  return all.files.flatMap(({ name, tables, says }) => {
    const before = samples.files.find((file) => file.name === name);
    if (before?.tables.join() !== tables.join()) return [`${name}: ${tables.join(", ") || "not used"}`];
    return withoutCounts(says) === withoutCounts(before.says) ? [] : [`${name}: ${says}`];
  });
}
