import type { Bar } from "../../../analysis/investigation.ts";
import type { AnyInvestigation } from "../../../analysis/totals/totals-investigation.ts";
import type { RichCell, WorkbookValue } from "../../xlsx/rich-cell.ts";
import type { NamedSheet } from "../../xlsx/workbook.ts";
import { verdictWords } from "../verdict-words.ts";
import { unitOf } from "./unit-of.ts";

/**
 * The bridge: the base, the bars, and the end as their live sum, which the last rows compare with the value from the data.
 * Shares are formulas of the change.
 */
export function bridgeSheet({ base, compare, groups, change, interval, metric }: AnyInvestigation): NamedSheet {
  const first = 2;
  const end = first + groups.length + 1;
  const sum = groups.reduce((total, { contribution }) => total + contribution, base.value);
  const total = (formula: string, value: number): RichCell => ({ value, formula, emphasis: "total" });
  const named = (label: string): RichCell => ({ value: label, emphasis: "total" });
  const rows: readonly (readonly WorkbookValue[])[] = [
    [named(base.label), { value: base.value, emphasis: "total" }, ...base.interval],
    ...groups.map((bar, index) => barCells(bar, first + 1 + index, change === 0 ? undefined : end + 1)),
    [named(compare.label), total(`SUM(B${first}:B${end - 1})`, sum), ...compare.interval],
    [named("Change"), total(`B${end}-B${first}`, sum - base.value), ...interval],
    [`${compare.label}, from the data`, compare.value],
    ["Difference", { value: rounded(sum - compare.value), formula: `ROUND(B${end}-B${end + 2},6)` }],
  ];
  const unit = unitOf(metric.format);
  const columns = [
    { name: "bar", unit: "text" as const },
    ...["contribution", "low", "high", "least in any order", "most in any order"].map((name) => ({ name, unit })),
    { name: "share", unit: "ratio" as const },
    { name: "verdict", unit: "text" as const },
  ];
  return { name: "Bridge", sheet: { columns, rows, hasFilter: false } };
}

function barCells(bar: Bar, row: number, change: number | undefined): readonly WorkbookValue[] {
  const { label, contribution, low, high, orderLow, orderHigh, share, verdict } = bar;
  const part = change === undefined || share === undefined ? null : { value: share, formula: `B${row}/B$${change}` };
  return [label, contribution, low, high, orderLow, orderHigh, part, verdictWords(verdict).words];
}

/** The parts of the bars. */
export function driversSheet({ drivers, metric }: AnyInvestigation): NamedSheet {
  const unit = unitOf(metric.format);
  const columns = [
    { name: "driver", unit: "text" as const },
    { name: "group", unit: "text" as const },
    ...["contribution", "low", "high"].map((name) => ({ name, unit })),
    { name: "share", unit: "ratio" as const },
    { name: "verdict", unit: "text" as const },
  ];
  const rows = drivers.map(({ label, group, contribution, low, high, share, verdict }) => [
    ...[label, group, contribution, low, high],
    share ?? null,
    verdictWords(verdict).words,
  ]);
  return { name: "Drivers", sheet: { columns, rows } };
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6 || 0;
}
