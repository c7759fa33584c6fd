import { activationErrors } from "../errors/activation.ts";
import type { UserError } from "../errors.ts";
import type { Network } from "./networks/network.ts";
import type { Planned } from "./plan.ts";

/**
 * Why nobody may be added: no member has consented, or there are too few members for the network to match any; undefined if
 * they may.
 */
export function whyNothingIsAdded(planned: Planned, network: Network, allowsUnknown: boolean): UserError | undefined {
  const { plan, size } = planned;
  const refusal = whyNotPermitted(planned, allowsUnknown);
  if (refusal !== undefined || size >= network.minimum) return refusal;
  const { label, minimum } = network;
  return activationErrors.tooSmall({ label, size, minimum, members: plan.counts.members });
}

/** If there are members but none may be sent for lack of consent. */
export function whyNotPermitted({ plan: { counts } }: Planned, allowsUnknown: boolean): UserError | undefined {
  const { members, sendable, unknown, refused } = counts;
  if (allowsUnknown || members === 0 || sendable > 0 || unknown + refused === 0) return undefined;
  return activationErrors.noConsent({ members, unknown });
}
