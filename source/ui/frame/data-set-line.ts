import { cell } from "../../domain/cell.ts";
import type { DataSet } from "../../domain/data-set.ts";
import { clip, widthOf } from "../../domain/width.ts";
import { type Line, seg } from "../widgets/line.ts";

/** Data set, whether it is synthetic, its last day and, for data that changes during the session, how fresh it is. */
export function dataSetLine(dataSet: DataSet, room: number): Line {
  const name = clip(cell(dataSet.name), 24);
  const count = dataSet.assumptions.length;
  const assumed = count === 0 ? "" : ` · ${count} ${count === 1 ? "assumption" : "assumptions"}`;
  const asOf = dataSet.isLive === true ? ` · as of ${dataSet.builtAt.slice(11, 19)} UTC` : "";
  const kind = `${dataSet.isSynthetic ? " (synthetic)" : ""}${asOf}${assumed}`;
  const forms = [`${kind} · ${cell(dataSet.from)} to ${cell(dataSet.to)}`, `${kind} · to ${cell(dataSet.to)}`, ""];
  const form = forms.find((text) => widthOf(name) + widthOf(text) <= room) ?? "";
  return [seg(name, "text"), seg(form, "label")];
}
