import { cell } from "../../../domain/cell.ts";
import { formatCell } from "../../../domain/format.ts";
import type { Followed, Pipeline } from "../../../domain/pipeline.ts";
import { keyOf } from "../../input/keymap.ts";
import type { Keymap } from "../../state/keymap.ts";
import type { Chip } from "../../widgets/chip.ts";
import type { PipelineState } from "./state.ts";

/** What is open, after the screen's name. */
export function pipelineCrumbs({ model, view, check }: PipelineState): readonly string[] {
  if (model === undefined) return [view];
  return check === undefined ? [cell(model)] : [cell(model), cell(check)];
}

/** What is shown, and the warehouse in numbers: models, checks, records not loaded, last build. */
export function pipelineChips(state: PipelineState, pipeline: Pipeline | undefined, keymap: Keymap): readonly Chip[] {
  const shown = {
    key: keyOf(keymap, "view"),
    text: state.model === undefined ? state.view : state.section,
    isSet: true,
  };
  if (pipeline === undefined) return [shown];
  const checks = pipeline.models.flatMap((model) => model.checks);
  const count = (status: string) => checks.filter((check) => check.status === status).length;
  const left = pipeline.quarantine.reduce((sum, each) => sum + each.rows, 0);
  const built = pipeline.runs[0]?.startedAt.slice(0, 16) ?? "";
  const plain = (text: string, key = ""): Chip => ({ key, text, isSet: false });
  return [
    shown,
    ...(pipeline.followed ? [plain(followedText(pipeline.followed))] : []),
    plain(`${pipeline.models.length} models`),
    plain(checksText(checks.length, count("warned"), count("failed"), count("not run"))),
    left === 0
      ? plain("nothing quarantined")
      : plain(`${formatCell(left, "count")} quarantined`, keyOf(keymap, "to_quarantine")),
    plain(`built ${built} UTC`),
  ];
}

function followedText({ topic, lag, rate, at }: Followed): string {
  const [behind, speed] = [lag, Math.round(rate)].map((count) => formatCell(count, "count"));
  return `${cell(topic)}: ${behind} behind, ${speed}/s at ${at.slice(11, 19)}`;
}

function checksText(all: number, warned: number, failed: number, left: number): string {
  if (left > 0 && left === all) return `${all} checks not run`;
  const bad = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(warned > 0 ? [`${warned} warned`] : []),
    ...(left > 0 ? [`${left} not run`] : []),
  ];
  return `${all} checks${bad.length === 0 ? " passed" : `, ${bad.join(", ")}`}`;
}
