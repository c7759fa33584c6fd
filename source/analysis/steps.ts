import type { Evidence } from "./evidence.ts";
import type { Step } from "./investigation.ts";
import { lackedBy, leftOutSentence } from "./left-out.ts";
import type { Pacer } from "./pacer.ts";
import { bridgeStep, reportStep, segmentsStep } from "./step-bridge.ts";
import { prepaidStep, welcomeStep } from "./step-discounts.ts";
import { confirmStep, trueUpStep, volumeStep } from "./step-figures.ts";
import { bagSizeStep, listPriceStep, profileStep } from "./step-products.ts";
import { returnsStep } from "./step-returns.ts";

/** The steps of an investigation that the source has data for, in order, and what a reader must know beside. */
export async function buildSteps(
  evidence: Evidence,
  pacer: Pacer,
): Promise<{ readonly steps: readonly Step[]; readonly caveats: readonly string[] }> {
  const { capabilities } = evidence;
  const told: Step[] = [];
  for (const step of steps) {
    told.push(step(evidence));
    await pacer.turnIfDue();
  }
  const leftOut = leftOutSentence(told, capabilities);
  const caveats = [...evidence.caveats, ...(leftOut === undefined ? [] : [leftOut])];
  const kept = told.filter(({ id }) => lackedBy(id, capabilities) === undefined);
  return { steps: [...kept, reportStep({ ...evidence, caveats })], caveats };
}

const steps = [
  confirmStep,
  trueUpStep,
  welcomeStep,
  prepaidStep,
  bagSizeStep,
  profileStep,
  listPriceStep,
  returnsStep,
  volumeStep,
  bridgeStep,
  segmentsStep,
];
