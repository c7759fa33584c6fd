import { cell } from "../../../domain/cell.ts";
import { formatCell } from "../../../domain/format.ts";
import type { Followed, Pipeline } from "../../../domain/pipeline.ts";
import type { Chip } from "../../widgets/chip.ts";
import type { PipelineState } from "./state.ts";

/** What is open, after the screen's name. */
export function pipelineCrumbs({ model, view, check }: PipelineState): readonly string[] {
  if (model === undefined) return [view];
  return check === undefined ? [cell(model)] : [cell(model), cell(check)];
}

/** What is shown, and the warehouse in numbers: models, checks, records not loaded, last build. */
export function pipelineChips(
  state: PipelineState,
  pipeline: Pipeline | undefined,
  { viewKey, quarantineKey }: { readonly viewKey: string; readonly quarantineKey: string },
): readonly Chip[] {
  const shown = { key: viewKey, text: state.model === undefined ? state.view : state.section, isSet: true };
  if (pipeline === undefined) return [shown];
  const checks = pipeline.models.flatMap((model) => model.checks);
  const count = (status: string) => checks.filter((check) => check.status === status).length;
  const left = pipeline.quarantine.reduce((sum, each) => sum + each.rows, 0);
  const built = pipeline.runs[0]?.startedAt.slice(0, 16) ?? "";
  const texts = [
    ...(pipeline.followed ? [followedText(pipeline.followed)] : []),
    `${pipeline.models.length} models`,
    checksText(checks.length, count("warned"), count("failed"), count("not run")),
    left === 0 ? "nothing quarantined" : `${formatCell(left, "count")} quarantined`,
    `built ${built} UTC`,
  ];
  const keyOf = (text: string) => (text.endsWith("quarantined") && left > 0 ? quarantineKey : "");
  return [shown, ...texts.map((text) => ({ key: keyOf(text), text, isSet: false }))];
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
