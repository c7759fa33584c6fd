import type { Evidence } from "./evidence.ts";
import type { Step } from "./investigation.ts";
import type { Pacer } from "./pacer.ts";
import { bridgeStep, reportStep, segmentsStep } from "./step-bridge.ts";
import { prepaidStep, welcomeStep } from "./step-discounts.ts";
import { confirmStep, trueUpStep, volumeStep } from "./step-figures.ts";
import { bagSizeStep, listPriceStep, profileStep } from "./step-products.ts";
import { returnsStep } from "./step-returns.ts";

/** The twelve steps of an investigation, in the order in which they are told. */
export async function buildSteps(evidence: Evidence, pacer: Pacer): Promise<readonly Step[]> {
  const told: Step[] = [];
  for (const step of steps) {
    told.push(step(evidence));
    await pacer.turnIfDue();
  }
  return told;
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
  reportStep,
];
