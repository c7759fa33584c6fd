import type { Bar, Step, StepPart, Verdict } from "../../analysis/investigation.ts";
import type { Verdict as ReportVerdict } from "./document.ts";

type Tone = ReportVerdict["tone"];

type AnyVerdict = Step["verdict"] | StepPart["verdict"];

const tones: Readonly<Record<AnyVerdict, Tone>> = {
  major: "strong",
  moderate: "medium",
  minor: "plain",
  offsetting: "gain",
  "not a driver": "quiet",
  confirmed: "plain",
  "no change": "quiet",
  "too few": "quiet",
  "ties out": "gain",
  "does not tie out": "loss",
  done: "quiet",
  "trading down": "loss",
  "trading up": "gain",
  "no direction": "quiet",
  "no prices": "quiet",
  "no changes": "quiet",
};

/** A verdict in words, and its tone. */
export function verdictWords(verdict: AnyVerdict): ReportVerdict {
  return { words: isSize(verdict) ? `${verdict} driver` : verdict, tone: tones[verdict] };
}

/** Whether a bar lowers the metric, raises it, or does neither. */
export function toneOf({ contribution }: Pick<Bar, "contribution">): Tone {
  return contribution < 0 ? "loss" : contribution > 0 ? "gain" : "quiet";
}

function isSize(verdict: AnyVerdict): verdict is Verdict {
  return verdict === "major" || verdict === "moderate" || verdict === "minor";
}
