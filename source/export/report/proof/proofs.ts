import type { Investigation, Step } from "../../../analysis/investigation.ts";
import { confirmProof, volumeProof, welcomeProof } from "./proof-figures.ts";
import { prepaidProof } from "./proof-prepaid.ts";
import { effectsProof } from "./proof-products.ts";
import { returnsProof } from "./proof-returns.ts";

/**
 * A statement without parameters that returns the figures of a step's table: the same rows and column names, except for
 * those from resampling. Undefined for a step without such a table.
 */
export function proofOf(step: Step, investigation: Investigation): string | undefined {
  switch (step.id) {
    case "confirm":
      return confirmProof(investigation);
    case "welcome":
      return welcomeProof(investigation);
    case "prepaid":
      return prepaidProof(investigation);
    case "bag_size":
      return effectsProof(investigation, step, "bag_size", "mix");
    case "profile":
      return effectsProof(investigation, step, "profile", "mix");
    case "list_price":
      return effectsProof(investigation, step, "bag_size || ' · ' || profile", "rate");
    case "returns":
      return returnsProof(investigation);
    case "volume":
      return volumeProof(investigation);
    default:
      return undefined;
  }
}
