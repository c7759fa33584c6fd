import { groupOfStep } from "../../../analysis/group-of-step.ts";
import { changeColumn, column, endColumns } from "../../../analysis/step-columns.ts";
import { cell } from "../../../domain/cell.ts";
import { type Line, seg } from "../../widgets/line.ts";
import { type BridgeRow, driversOf } from "./bridge-rows.ts";
import { verdictWords } from "./navigator.ts";
import { partLines } from "./step-part.ts";
import { stepTableLines } from "./step-table.ts";
import { metricFormat, type StepContext } from "./view.ts";

/** From this many columns the evidence fits beside the bridge; below it, its greatest width. */
const minColumns = 150;
const maxWidth = 84;

/** Columns of the evidence beside the bridge, with the rule before it; 0 if there is no room. */
export function evidenceWidth(columns: number): number {
  return columns < minColumns ? 0 : Math.min(maxWidth, Math.floor(columns * 0.42));
}

/**
 * The evidence for a row's bar, in `height` rows: the finding, table and months of its step, or the parts of a bar that has no
 * step of its own.
 */
export function evidenceLines(
  view: StepContext,
  row: BridgeRow | undefined,
  width: number,
  height: number,
): readonly Line[] {
  const group = row?.key.split("/")[0];
  const step = view.investigation.steps.find(({ id }) => group !== undefined && groupOfStep[id] === group);
  const lines =
    step === undefined
      ? groupLines(view, group, width - 2)
      : partLines({ ...step, verdict: verdictWords(step.verdict) }, view, width - 2);
  return Array.from({ length: height }, (_, index): Line => [seg("│ ", "rule"), ...(lines[index] ?? [])]);
}

/** A bar's drivers, or the mix and rate of its categories. */
function groupLines(view: StepContext, name: string | undefined, width: number): readonly Line[] {
  const { investigation, currency } = view;
  const group = investigation.groups.find((bar) => bar.name === name);
  const drivers = group === undefined ? [] : driversOf(group, investigation);
  const unit = metricFormat(view) === "money" ? "money" : "number";
  const [labels, rows] =
    drivers.length > 0
      ? [
          [changeColumn("contribution", unit), ...endColumns(unit)],
          drivers.map((bar) => [bar.label, bar.contribution, bar.low, bar.high]),
        ]
      : [
          ["effect of mix", "effect of rate", "contribution"].map((label) => changeColumn(label, unit)),
          (group?.categories ?? []).map(({ label, mix, rate }) => [label, mix, rate, mix + rate]),
        ];
  if (rows.length === 0) return [[seg(" This bar has no parts and no step of its own.", "label")]];
  const columns = [column("part", "text"), ...labels];
  const table = stepTableLines({ columns, rows }, { width, currency });
  return [[seg(` ${cell(group?.label)}, by its parts`, "strong")], [], ...table];
}
