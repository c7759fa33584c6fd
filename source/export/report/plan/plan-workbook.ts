import { type PlanBridge, planBridge } from "../../../domain/plan-bridge.ts";
import type { Sheet } from "../../sheet.ts";
import { backgroundSheets } from "../../xlsx/background.ts";
import type { RichCell, WorkbookValue } from "../../xlsx/rich-cell.ts";
import { type NamedSheet, toXlsx } from "../../xlsx/workbook.ts";
import type { PlanReportInput } from "./plan-input.ts";

/** The report of a plan as a workbook: variances and bridge with live formulas, the SQL, the inputs. */
export function planWorkbook(input: PlanReportInput, sheet: Sheet): AsyncIterable<Uint8Array> {
  const bridge = planBridge(input.variances);
  return toXlsx([
    variancesSheet("Variances", sheet),
    ...(bridge === undefined ? [] : [bridgeSheet(bridge, input.dataSet.currency)]),
    ...backgroundSheets(input.sql, input.dataSet),
  ]);
}

/** The lines of the plan; variance and its share are formulas of plan and actual. */
export function variancesSheet(name: string, sheet: Sheet): NamedSheet {
  const at = (name: string) => sheet.columns.findIndex((column) => column.name === name);
  const [plan, actual, variance, share] = [at("plan"), at("actual"), at("variance"), at("variance_share")];
  const rows = sheet.rows.map((values, index): readonly WorkbookValue[] => {
    const place = (column: number) => `${letterOf(column)}${index + 2}`;
    if (values[actual] === null) return values;
    return values.map((value, column) => {
      if (column === variance) return { value, formula: `${place(actual)}-${place(plan)}` };
      if (column !== share || value === null) return value;
      return { value, formula: `(${place(actual)}-${place(plan)})/ABS(${place(plan)})` };
    });
  });
  return { name, sheet: { ...sheet, rows } };
}

/** The plan, the bars, and the actual as their live sum, compared with the value from the data. */
function bridgeSheet({ from, to, bars }: PlanBridge, currency: string): NamedSheet {
  const end = bars.length + 3;
  const sum = bars.reduce((total, { contribution }) => total + contribution, from);
  const strong = (value: RichCell["value"], formula?: string): RichCell => {
    return { value, emphasis: "total", ...(formula === undefined ? {} : { formula }) };
  };
  const rows: readonly (readonly WorkbookValue[])[] = [
    [strong("Plan"), strong(from)],
    ...bars.map(({ label, contribution }) => [label, contribution]),
    [strong("Actual"), strong(sum, `SUM(B2:B${end - 1})`)],
    ["Actual, from the data", to],
    ["Difference", { value: Math.round((sum - to) * 1e6) / 1e6 || 0, formula: `ROUND(B${end}-B${end + 1},6)` }],
  ];
  const columns = [
    { name: "bar", unit: "text" as const },
    { name: "net revenue", unit: "money" as const },
  ];
  return { name: "Bridge", sheet: { currency, columns, rows, hasFilter: false } };
}

/** `A` to `Z`, then `AA`. */
function letterOf(column: number): string {
  const rest = Math.floor(column / 26);
  return `${rest === 0 ? "" : letterOf(rest - 1)}${String.fromCharCode(65 + (column % 26))}`;
}
