import type { Evidence } from "./evidence.ts";
import type { Step } from "./investigation.ts";
import { lackedBy, leftOutSentence } from "./left-out.ts";
import type { Pacer } from "./pacer.ts";
import { bridgeStep, reportStep, segmentsStep } from "./step-bridge.ts";
import { prepaidStep, welcomeStep } from "./step-discounts.ts";
import { confirmStep, trueUpStep, volumeStep } from "./step-figures.ts";
import { bagSizeStep, listPriceStep, profileStep } from "./step-products.ts";
import { programsStep } from "./step-programs.ts";
import { returnsStep } from "./step-returns.ts";

/**
 * The steps of an investigation that the source has data for, in order, and what else a reader must know. A source that
 * names its own programs has a step on them, instead of those on welcome offers and prepaid plans if it has none.
 */
export async function buildSteps(
  evidence: Evidence,
  pacer: Pacer,
): Promise<{ readonly steps: readonly Step[]; readonly caveats: readonly string[] }> {
  const { capabilities } = evidence;
  const written: Step[] = [];
  for (const step of stepsFor(evidence)) {
    written.push(step(evidence));
    await pacer.turnIfDue();
  }
  const leftOut = leftOutSentence(written, capabilities);
  const caveats = [...evidence.caveats, ...(leftOut === undefined ? [] : [leftOut])];
  const kept = written.filter(({ id }) => lackedBy(id, capabilities) === undefined);
  return { steps: [...kept, reportStep({ ...evidence, caveats })], caveats };
}

function stepsFor({ layout, bridge }: Evidence) {
  const has = (group: string) => bridge.groups.some(({ name }) => name === group);
  if (layout.programs.length === 0) return [...firstSteps, welcomeStep, prepaidStep, ...laterSteps];
  const known = [...(has("welcome") ? [welcomeStep] : []), ...(has("prepaid") ? [prepaidStep] : [])];
  return [...firstSteps, ...known, programsStep, ...laterSteps];
}

const firstSteps = [confirmStep, trueUpStep];
const laterSteps = [bagSizeStep, profileStep, listPriceStep, returnsStep, volumeStep, bridgeStep, segmentsStep];
