import type { ActivationPlan } from "../domain/activation.ts";
import { addBatches, type Batch, removalBatches } from "./batches.ts";
import { networks } from "./files.ts";
import { type Connection, call } from "./http.ts";
import type { NetworkRequest } from "./networks/network.ts";
import type { Planned } from "./plan.ts";
import { type PlanInput, planFor } from "./run.ts";

const nowhere = { session: "1", number: 1, isLast: true };

/** The first request of a run, members before removals; undefined if there is nothing to send. */
export async function firstRequest(input: PlanInput, planned: Planned): Promise<NetworkRequest | undefined> {
  const network = networks[input.network];
  for await (const batch of addBatches(input.contacts, planned.adds, network))
    return network.batch("add", batch.members, input.destination, nowhere, true);
  const removal = removalBatches(planned.removals, network).find(({ members }) => members.length > 0);
  return removal && network.batch("remove", removal.members, input.destination, nowhere, true);
}

/**
 * Lets the network validate everything that a run would send without changing anything; if it cannot, only token and
 * audience. Rejects with UserError for what it refuses.
 */
export async function validateRun(
  input: PlanInput & { readonly connection: Connection },
): Promise<{ readonly plan: ActivationPlan; readonly requests: number }> {
  const { connection, contacts, destination } = input;
  const { network } = connection;
  const planned = await planFor(input);
  if (network.check !== undefined) {
    await call(connection, network.check(destination), isAnswer);
    return { plan: planned.plan, requests: 1 };
  }
  let requests = 0;
  const validate = async ({ kind, members }: Batch) => {
    if (members.length === 0) return;
    await call(connection, network.batch(kind, members, destination, nowhere, true), isAnswer);
    requests += 1;
  };
  for (const batch of removalBatches(planned.removals, network)) await validate(batch);
  for await (const batch of addBatches(contacts, planned.adds, network)) await validate(batch);
  return { plan: planned.plan, requests };
}

function isAnswer(answer: unknown): true | undefined {
  return answer === undefined ? undefined : true;
}
