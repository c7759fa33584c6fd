import type { Bar, CategoryBar } from "../../../analysis/investigation.ts";
import type { AnyInvestigation } from "../../../analysis/totals/totals-investigation.ts";

/** A row of the bridge: a group, a sub-driver within one, or a category within either. */
export interface BridgeRow {
  /** `prepaid`, `prepaid/prepaid_3_share`, `prepaid/prepaid_3_share/#organic`. */
  readonly key: string;
  readonly depth: number;
  readonly label: string;
  readonly contribution: number;
  /** The running total at which it starts. */
  readonly start: number;
  /** For groups and sub-drivers. */
  readonly bar?: Bar;
  /** For categories. */
  readonly category?: CategoryBar;
  readonly canOpen: boolean;
  readonly isOpen: boolean;
}

/** What a sum line checks: how many parts, their expected sum, and the difference. */
export interface SumCheck {
  readonly parts: number;
  readonly whole: number;
  readonly off: number;
}

/** All rows of the bridge, with the parts of open bars below them; each level spans its parent's range. */
export function bridgeRows(investigation: AnyInvestigation, open: readonly string[]): readonly BridgeRow[] {
  const rowOf = (bar: Bar, key: string, depth: number, start: number): BridgeRow => {
    const parts = depth === 0 ? driversOf(bar, investigation).length : 0;
    const canOpen = parts > 0 || (bar.categories?.length ?? 0) > 0;
    const { label, contribution } = bar;
    return { key, depth, label, contribution, start, bar, canOpen, isOpen: canOpen && open.includes(key) };
  };
  const withParts = (row: BridgeRow): readonly BridgeRow[] => {
    if (!row.isOpen || row.bar === undefined) return [row];
    let { start } = row;
    const drivers = row.depth === 0 ? driversOf(row.bar, investigation) : [];
    const parts = drivers.flatMap((bar) => {
      const child = rowOf(bar, `${row.key}/${bar.name}`, row.depth + 1, start);
      start += bar.contribution;
      return withParts({ ...child, label: shortLabel(bar, row.bar) });
    });
    return [row, ...(drivers.length > 0 ? parts : categoryRows(row))];
  };
  let start = investigation.base.value;
  return investigation.groups.flatMap((bar) => {
    const rows = withParts(rowOf(bar, bar.name, 0, start));
    start += bar.contribution;
    return rows;
  });
}

/** Checks that the parts of one row add up to it; for `parent` undefined, that the groups add up to the whole change. */
export function sumCheck(investigation: AnyInvestigation, parent: BridgeRow | undefined): SumCheck {
  const parts =
    parent === undefined ? investigation.groups.map((bar) => bar.contribution) : amountsOf(parent, investigation);
  const whole = parent === undefined ? investigation.compare.value - investigation.base.value : parent.contribution;
  const off = parts.reduce((sum, part) => sum + part, 0) - whole;
  return { parts: parts.length, whole, off: Math.abs(off) < 1e-9 * Math.max(1, Math.abs(whole)) ? 0 : off };
}

/** The row that a row is part of. */
export function parentOf(rows: readonly BridgeRow[], row: BridgeRow | undefined): BridgeRow | undefined {
  const at = row?.key.lastIndexOf("/") ?? -1;
  return at < 0 ? undefined : rows.find((one) => one.key === row?.key.slice(0, at));
}

/** Opens or closes the row; the same list if it has no parts. */
export function toggledAt(rows: readonly BridgeRow[], index: number, open: readonly string[]): readonly string[] {
  const row = rows[index];
  if (row?.canOpen !== true) return open;
  return row.isOpen ? without(open, row.key) : [...open, row.key];
}

/** Closes the row itself or the row it is part of; undefined if neither is open. */
export function closedAt(
  rows: readonly BridgeRow[],
  index: number,
  open: readonly string[],
): { readonly open: readonly string[]; readonly chosen: number } | undefined {
  const row = rows[index];
  const target = row?.isOpen === true ? row : parentOf(rows, row);
  if (target === undefined) return undefined;
  return { open: without(open, target.key), chosen: rows.indexOf(target) };
}

/** Names of the groups that have parts. */
export function groupsThatOpen(investigation: AnyInvestigation): readonly string[] {
  return bridgeRows(investigation, [])
    .filter((row) => row.canOpen)
    .map((row) => row.key);
}

function categoryRows(row: BridgeRow): readonly BridgeRow[] {
  let start = row.start;
  return (row.bar?.categories ?? []).map((category): BridgeRow => {
    const contribution = category.mix + category.rate;
    const key = `${row.key}/#${category.label.replaceAll("/", "∕")}`;
    const own = { key, depth: row.depth + 1, label: category.label, contribution, start, category };
    start += contribution;
    return { ...own, canOpen: false, isOpen: false };
  });
}

/** The sub-drivers of a group, if it has several. */
export function driversOf(group: Bar, investigation: AnyInvestigation): readonly Bar[] {
  const own = investigation.drivers.filter((bar) => bar.group === group.name);
  return own.length > 1 ? own : [];
}

function amountsOf(row: BridgeRow, investigation: AnyInvestigation): readonly number[] {
  if (row.bar === undefined) return [];
  const drivers = row.depth === 0 ? driversOf(row.bar, investigation) : [];
  if (drivers.length > 0) return drivers.map((bar) => bar.contribution);
  return (row.bar.categories ?? []).map(({ mix, rate }) => mix + rate);
}

/** `Welcome offers: share` below `Welcome offers` is `share`. */
function shortLabel(bar: Bar, group: Bar | undefined): string {
  const prefix = `${group?.label}: `;
  return bar.label.startsWith(prefix) ? bar.label.slice(prefix.length) : bar.label;
}

function without(all: readonly string[], key: string): readonly string[] {
  return all.filter((one) => one !== key && !one.startsWith(`${key}/`));
}
